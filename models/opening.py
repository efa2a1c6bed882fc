"""The opening of a part: whether its first words announce another matter."""

import re
from typing import Literal

Opening = Literal["plain", "item", "phrase"]
"""`item` is the second or a later one of a list, `phrase` are words like "and one more thing"."""

_ITEM = re.compile(r"\s*\(?(?:[2-9][.):]|[b-e]\)|[б-д]\))\s")
_PHRASES = (
    "additionally, also, and also, and another, and one last thing, and one more thing, and one small thing, "
    "and something, and while i, and while we, and while you, another matter, another point, another "
    "question, another thing, apart from that, apart from this, besides, btw, by the way, furthermore, i "
    "also, in addition, my second, oh and, on a different, on another, one more question, one more thing, one"
    " other thing, p.s, ps, second point, second question, second thing, second, secondly, separately, "
    "unrelated, we also, while i am at it, while i'm at it, while we are at it, while you are",
    "außerdem, ausserdem, dann noch, darüber hinaus, des weiteren, eine andere sache, eine weitere, ferner, "
    "nebenbei, noch eine, noch etwas, noch was, nochwas, übrigens, unabhängig davon, und außerdem, und dann, "
    "und noch, und nochwas, und unabhängig, weiterhin, zusätzlich, zweitens, zweites",
    "а еще, а ещё, а также, во-вторых, второе, второй вопрос, другой вопрос, еще, ещё, заодно, и второе, и "
    "еще, и ещё, и заодно, к тому же, кроме того, кстати, отдельно, плюс, помимо, также",
    "dessuten, ellers, en annen ting, en ting til, for det andre, forresten, i tillegg, og dessuten, og en "
    "ting til, og forresten, og så",
    "aussi, autre chose, d'autre part, de plus, deuxièmement, également, en outre, et aussi, par ailleurs, une autre",
    "además, aparte, en segundo, otra cosa, por otra parte, por otro lado, segundo, también, y otra",
    "além disso, in secondo luogo, inoltre, outra, também, un'altra",
    "あと, さらに, それから, それと, また, もう一点, もう一つ, もうひとつ, ついでに, 二つ目, 二点目, "
    "併せて, 別件, 加えて",
)
_SAID = sorted((phrase for line in _PHRASES for phrase in line.split(", ")), key=len, reverse=True)
_PHRASE = re.compile(rf"\W*(?:{'|'.join(map(re.escape, _SAID))})(?![^\W\d_ぁ-ヿ一-鿿])", re.IGNORECASE)


def opening(part: str) -> Opening:
    """How `part` begins. Every desk's tickets begin so too; how often tells what it is worth there."""
    if _ITEM.match(part):
        return "item"
    return "phrase" if _PHRASE.match(part) else "plain"
