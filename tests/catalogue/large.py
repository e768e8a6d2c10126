"""A catalogue of any size, made from the shipped one by copying its options and aims."""

from dataclasses import replace
from itertools import count, islice

from models_catalogue.catalogue import Catalogue, Option
from models_catalogue.vocabulary import BASELINES


def enlarged(catalogue: Catalogue, *, options: int, objectives: int) -> Catalogue:
    """The catalogue with this many options and objectives, and with everything that an edition needs for each of them."""
    aims = _copies([aim.slug for aim in catalogue.aims()], objectives - len(catalogue.criteria()))
    content = replace(
        catalogue,
        objectives=(
            *(replace(catalogue.objective[of], slug=slug) for slug, of in aims.items()),
            *catalogue.criteria(),
        ),
        fits=tuple(
            replace(fit, objective=slug, fit=(fit.fit + 1 + 3 * number) % 5 - 1)
            for number, (slug, of) in enumerate(aims.items())
            for fit in catalogue.fits
            if fit.objective == of
        )
        + tuple(fit for fit in catalogue.fits if fit.objective not in aims.values()),
    )
    care = [option.slug for option in catalogue.stage("care") if option.slug not in BASELINES.values()]
    names = _copies(care, options - len(catalogue.options) + len(care))
    for slug, of in names.items():
        if slug != of:
            content = _with_another(content, slug, content.option[of])
    return replace(
        content,
        fits=tuple(sorted(content.fits, key=lambda fit: (fit.option, fit.objective))),
        ratings=tuple(sorted(content.ratings, key=lambda one: (one.option, one.circumstance, one.answer))),
        compatibilities=tuple(sorted(content.compatibilities, key=lambda pair: (pair.upper, pair.lower))),
    )


def _copies(slugs: list[str], wanted: int) -> dict[str, str]:
    """Slugs by the one that each copies, in turn; the first copy is the slug itself."""
    every = ((f"{slug}-{number}" if number else slug, slug) for number in count() for slug in slugs)
    return dict(islice(every, wanted))


def _with_another(content: Catalogue, slug: str, option: Option) -> Catalogue:
    """Another option that differs a little, so that no two score alike."""
    number = int(slug.rsplit("-", 1)[1])
    return replace(
        content,
        options=(*content.options, replace(option, slug=slug)),
        fits=(
            *content.fits,
            *(
                replace(fit, option=slug, fit=(fit.fit + 1 + number + place % 4) % 5 - 1)
                for place, fit in enumerate(fit for fit in content.fits if fit.option == option.slug)
            ),
        ),
        ratings=(
            *content.ratings,
            *(
                replace(rating, option=slug, rating=(rating.rating + 2 + number) % 5 - 2)
                for rating in content.ratings
                if rating.option == option.slug
            ),
        ),
        compatibilities=(
            *content.compatibilities,
            *(replace(pair, upper=slug) for pair in content.compatibilities if pair.upper == option.slug),
        ),
    )
