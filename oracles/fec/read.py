"""Reads each FEC named on a line of the input with fec-parser; answers its errors, or its refusal, as JSON on a line."""
import json
import sys
from io import BytesIO

from fec_parser.errors import BadFECFileError
from fec_parser.parser import FECParser

for name in sys.stdin.read().splitlines():
    with open(name, "rb") as file:
        content = file.read()
    try:
        errors = FECParser.from_bytesio(BytesIO(content)).parse()
        answer = [{"line": error.line, "message": error.message} for error in errors]
    except BadFECFileError as error:
        answer = [{"line": None, "message": str(error)}]
    except Exception as error:
        # It lets the faults of decimal and csv through.
        answer = [{"line": None, "message": f"{type(error).__name__}: {error}"}]
    print(json.dumps(answer))
