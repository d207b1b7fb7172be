"""Documents that cargos issues: their Typst templates and what fills them."""
