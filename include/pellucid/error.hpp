// The exceptions that Pellucid throws. Each message is a sentence for the user: where, what, expected, received, and a way on.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <pellucid/export.hpp>

namespace pellucid::inline v0 {

/// The root of everything thrown for what a user, or a user's file, did. After it is caught, every object is as it was before the call.
class PELLUCID_API Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  ~Error() override;
};

/// An argument whose value is not allowed.
class PELLUCID_API ValueError : public Error {
 public:
  using Error::Error;
  ~ValueError() override;
};

/// Shapes or ranks that do not fit.
class PELLUCID_API ShapeError : public ValueError {
 public:
  using ValueError::ValueError;
  ~ShapeError() override;
};

/// A name or path that is not known; the message gives the nearest ones.
class PELLUCID_API NameError : public ValueError {
 public:
  using ValueError::ValueError;
  ~NameError() override;
};

/// A call that the object's state does not allow now (fit before compile, a model that is training).
class PELLUCID_API StateError : public ValueError {
 public:
  using ValueError::ValueError;
  ~StateError() override;
};

/// A dtype that the operation does not take.
class PELLUCID_API DtypeError : public Error {
 public:
  using Error::Error;
  ~DtypeError() override;
};

/// An index outside its axis.
class PELLUCID_API IndexError : public Error {
 public:
  using Error::Error;
  IndexError(const std::string& message, std::vector<std::int64_t> position) : Error(message), position_(std::move(position)) {}
  ~IndexError() override;
  /// Where it stands in an array of indices that a call was given; empty when it did not come in an array.
  const std::vector<std::int64_t>& position() const { return position_; }

 private:
  std::vector<std::int64_t> position_;
};

/// A file whose content is not what its format demands; the message gives the byte offset.
class PELLUCID_API FormatError : public Error {
 public:
  using Error::Error;
  ~FormatError() override;
};

/// A file that cannot be opened, read or written.
class PELLUCID_API FileError : public Error {
 public:
  using Error::Error;
  ~FileError() override;
};

/// Memory or another bounded resource that ran out; the message gives needed and available amounts.
class PELLUCID_API ResourceError : public Error {
 public:
  using Error::Error;
  ~ResourceError() override;
};

/// A derivative by a value on which the differentiated one does not depend.
class PELLUCID_API DisconnectedError : public Error {
 public:
  using Error::Error;
  ~DisconnectedError() override;
};

/// A derivative that does not exist: the path leads through an operation that has none.
class PELLUCID_API UndefinedDerivativeError : public Error {
 public:
  using Error::Error;
  ~UndefinedDerivativeError() override;
};

}  // namespace pellucid::inline v0
