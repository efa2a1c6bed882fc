"""Every error on purpose has a place in one tree and an exit code."""

import pytest

from firstline.datasets import errors


@pytest.mark.parametrize("name", ["ConfigError", "TicketFileError", "TooManyRejectedError", "BundleError"])
def test_bad_input_ends_a_command_with_two(name):
    error = getattr(errors, name)
    assert issubclass(error, errors.InputError)
    assert error.exit_code == 2


def test_a_failure_ends_it_with_one():
    assert errors.FirstlineError.exit_code == 1
    assert errors.EncoderError.exit_code == 1
