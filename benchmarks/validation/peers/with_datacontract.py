"""datacontract-cli: the same contract. It names no rows, and ends at the first cell that is not of its type."""

import logging

from datacontract.data_contract import DataContract
from timing import main


def judge(_: str, file: str, contract: str) -> list[tuple[int, str]]:
    run = DataContract(data_contract_file=contract).test()
    return [] if run.result == "passed" else [(0, "file")]


logging.disable(logging.CRITICAL)
main(judge)
