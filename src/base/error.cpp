#include <pellucid/error.hpp>

// The destructors stand here so that each exception has one home for its type information, and can be caught across libraries.
namespace pellucid::inline v0 {

Error::~Error() = default;
ValueError::~ValueError() = default;
ShapeError::~ShapeError() = default;
NameError::~NameError() = default;
StateError::~StateError() = default;
DtypeError::~DtypeError() = default;
IndexError::~IndexError() = default;
FormatError::~FormatError() = default;
FileError::~FileError() = default;
ResourceError::~ResourceError() = default;
DisconnectedError::~DisconnectedError() = default;
UndefinedDerivativeError::~UndefinedDerivativeError() = default;

}  // namespace pellucid::inline v0
