"""What is asked for around private links: where to send one, and the link itself to come back by."""

import re

from django import forms

from questionnaire.forms.base import JinjaRenderer
from questionnaire.forms.fields import Text

LONGEST_ADDRESS = 254


class LinkMailForm(forms.Form):
    default_renderer = JinjaRenderer
    use_required_attribute = False
    email = forms.EmailField(
        label="Or send it by e-mail",
        help_text="We do not keep the address.",
        max_length=LONGEST_ADDRESS,
        error_messages={
            "required": "Enter the e-mail address that the link should go to.",
            "invalid": "Enter an e-mail address, such as name@example.org.",
            "too_many": "This link was not sent: as many have been sent as may be for now. Copy it, or try again tomorrow.",
            "not_sent": "This link could not be sent. Copy it, or try again later.",
        },
    )

    def refuse(self, why: str) -> None:
        self.add_error("email", self.fields["email"].error_messages[why])


class ComeBackForm(forms.Form):
    """The private link, as it was copied."""

    default_renderer = JinjaRenderer
    use_required_attribute = False
    link = Text(
        label="Your private link",
        help_text="The link by which you came to this page first, as you copied it or as it was sent to you.",
        max_length=500,
        error_messages={"required": "Paste your private link."},
    )

    def clean_link(self) -> str:
        """The secret, which is the last word of the address."""
        return (re.findall(r"[\w-]+", self.cleaned_data["link"]) or [""])[-1]

    def refuse(self) -> None:
        """The same words whatever is wrong with it."""
        self.add_error(
            "link", "This link does not open this page for changes. Paste the link by which you came to it first."
        )


class AnyLinkForm(ComeBackForm):
    """A link of any kind, for going where it leads."""

    link = Text(
        label="Your link",
        help_text="As you copied it, or as it was sent to you. It begins with https://",
        max_length=500,
        error_messages={"required": "Paste your link."},
    )

    def refuse(self) -> None:
        self.add_error(
            "link", "This link opens nothing here. It may be incomplete, or somebody ended it: ask for a new one."
        )
