// PELLUCID_API marks what a program may link to; all else in the library is hidden.
#pragma once

#if defined(_WIN32)
#if defined(PELLUCID_BUILDING)
#define PELLUCID_API __declspec(dllexport)
#else
#define PELLUCID_API __declspec(dllimport)
#endif
#else
#define PELLUCID_API __attribute__((visibility("default")))
#endif
