"""The one exception tree of Firstline.

    FirstlineError                 a failure that has a name                            exit 1, HTTP 500
    ├── InputError                 what was given cannot be used                        exit 2, HTTP 422
    │   ├── ConfigError            the configuration is wrong
    │   ├── TicketFileError        a file of tickets or articles cannot be read
    │   ├── TooManyRejectedError   more rows were rejected than allowed
    │   └── BundleError            a bundle is missing, damaged or of another format
    ├── EncoderError               an encoder cannot be had on this machine             exit 1
    ├── IndexMismatchError         an index was built by another encoder                exit 2, HTTP 503
    ├── RegistryError              the model registry cannot be used                    exit 1
    ├── StateError                 the state folder or database cannot be used          exit 1, HTTP 503
    │   └── StateAddressError      no database that can be used answers at an address   exit 2
    ├── NotFoundError              an id that nobody knows                              exit 2, HTTP 404
    ├── ConflictError              the same key with another content                    exit 2, HTTP 409
    └── TooLargeError              more than a documented limit                         exit 2, HTTP 413

Every message says what came, what was wanted and what to do. None holds the text of a ticket.
"""


class FirstlineError(Exception):
    """Base of every error that Firstline raises on purpose; `exit_code` is the command's."""

    exit_code = 1


class InputError(FirstlineError):
    """What was given cannot be used."""

    exit_code = 2


class ConfigError(InputError):
    """The configuration file holds something that is not understood."""


class TicketFileError(InputError):
    """A file of tickets or articles cannot be read."""


class TooManyRejectedError(InputError):
    """A larger share of rows than allowed was rejected."""


class BundleError(InputError):
    """A bundle or encoder folder is missing, damaged or of another format."""


class EncoderError(FirstlineError):
    """An encoder cannot be had on this machine."""


class IndexMismatchError(FirstlineError):
    """Vectors of one encoder met an index of another."""

    exit_code = 2


class RegistryError(FirstlineError):
    """The model registry or the store of training runs cannot be used."""


class StateError(FirstlineError):
    """The state folder or database cannot be used."""


class StateAddressError(StateError):
    """What was named as the database of a state cannot be reached, or cannot be used as one."""

    exit_code = 2


class NotFoundError(FirstlineError):
    """An id that nobody knows."""

    exit_code = 2


class ConflictError(FirstlineError):
    """The same key came with another content."""

    exit_code = 2


class TooLargeError(FirstlineError):
    """More than a documented limit."""

    exit_code = 2
