#include "compiler/llvm/machine/session.hpp"

#include <atomic>
#include <cstdint>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

#include <llvm/ExecutionEngine/JITLink/JITLinkMemoryManager.h>
#include <llvm/ExecutionEngine/Orc/Core.h>
#include <llvm/ExecutionEngine/Orc/ExecutorProcessControl.h>
#include <llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h>
#include <llvm/Support/MemoryBuffer.h>

#include "base/refuse.hpp"
#include "compiler/llvm/machine/symbols.hpp"
#include "compiler/llvm/native.hpp"

namespace pellucid::inline v0::compiler {

namespace {

namespace orc = llvm::orc;

[[noreturn]] void fail(const std::string& what, llvm::Error error) {
  refuse<ResourceError>({.where = "native code", .what = what, .received = llvm::toString(std::move(error))});
}

template <class T>
T expect(llvm::Expected<T> value, const std::string& what) {
  if (!value) fail(what, value.takeError());
  return std::move(*value);
}

// Finds the functions of the process that machine code calls.
class Functions : public orc::DefinitionGenerator {
 public:
  llvm::Error tryToGenerate(orc::LookupState&, orc::LookupKind, orc::JITDylib& library, orc::JITDylibLookupFlags,
                            const orc::SymbolLookupSet& names) override {
    orc::SymbolMap found;
    for (const auto& [name, flags] : names) {
      if (void* address = find_function((*name).str())) found[name] = {orc::ExecutorAddr::fromPtr(address), llvm::JITSymbolFlags::Exported};
    }
    return found.empty() ? llvm::Error::success() : library.define(orc::absoluteSymbols(std::move(found)));
  }
};

// The lower half of LLJIT: what links objects. Modules are translated by us, with our own choice of passes.
struct Session {
  orc::ExecutionSession session;
  orc::ObjectLinkingLayer linker;
  orc::JITDylib& process;
  std::atomic<std::uint64_t> count{0};

  Session()
      : session(expect(orc::SelfExecutorProcessControl::Create(nullptr, std::make_unique<orc::InPlaceTaskDispatcher>()),
                       "no session can be made")),
        linker(session, expect(llvm::jitlink::InProcessMemoryManager::Create(), "no memory can be managed")),
        process(session.createBareJITDylib("process")) {
    process.addGenerator(std::make_unique<Functions>());
  }
};

// Never destroyed: code may still be running in other threads when the process ends.
Session& session() {
  static Session* const only = new Session;
  return *only;
}

class Loaded final : public LoadedCode {
 public:
  explicit Loaded(orc::JITDylib& library) : library_(library) {}
  ~Loaded() override { llvm::consumeError(session().session.removeJITDylib(library_)); }
  void* entry() const override { return entry_; }
  void set_entry(void* entry) { entry_ = entry; }

 private:
  orc::JITDylib& library_;
  void* entry_ = nullptr;
};

bool (*injected_probe)() = nullptr;

// Some systems forbid what was written to become executable.
bool ask_system() {
  const auto bytes = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* page = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return false;
  const bool granted = mprotect(page, bytes, PROT_READ | PROT_EXEC) == 0;
  munmap(page, bytes);
  return granted;
}

}  // namespace

std::unique_ptr<LoadedCode> load_object(std::unique_ptr<llvm::MemoryBuffer> object, const std::string& entry) {
  Session& s = session();
  orc::JITDylib& library = s.session.createBareJITDylib("program" + std::to_string(++s.count));
  library.addToLinkOrder(s.process);
  auto loaded = std::make_unique<Loaded>(library);
  if (llvm::Error error = s.linker.add(library, std::move(object))) fail("the code cannot be linked", std::move(error));
  auto symbol = s.session.lookup({&library}, entry);
  if (!symbol) fail("the code cannot be loaded", symbol.takeError());
  loaded->set_entry(symbol->getAddress().toPtr<void*>());
  return loaded;
}

void set_executable_memory_probe(bool (*probe)()) { injected_probe = probe; }

bool can_make_native_code() {
  static const bool granted = ask_system();
  return injected_probe != nullptr ? injected_probe() : granted;
}

}  // namespace pellucid::inline v0::compiler
