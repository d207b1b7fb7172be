"""Parts of an address that Django has no converter for; `BaseConfig.ready` registers some."""


class TalCual:
    """A part of an address that the view gets as it is written; `regex` says what may stand there.

    Anything else is no address of ours (404), so no view checks it again.
    """

    regex: str

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FormatoDeLista(TalCual):
    """In what a list can be downloaded: `<lista:formato>`."""

    regex = "xlsx|csv|pdf"


class FormatoDeHoja(TalCual):
    """In what a list too wide for paper can be downloaded: `<hoja:formato>`."""

    regex = "xlsx|csv"
