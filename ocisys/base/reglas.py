"""The one exception with which a rule of the office refuses an act."""


class ReglaIncumplida(Exception):
    """A rule refused the act; `str()` is a sentence for the person, in Spanish.

    `norma` names the article that forbids it ("TUO LPAG art. 126.2"), shown beside the sentence.
    Views never catch it: `ocisys.base.middleware.ReglaMiddleware` answers 409 and by then the
    transaction of the acción is rolled back.
    """

    def __init__(self, frase: str, *, norma: str = "") -> None:
        super().__init__(frase)
        self.norma = norma
