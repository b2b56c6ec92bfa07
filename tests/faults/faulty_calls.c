/* Stands before the system's calls that write, by LD_PRELOAD, and lets one of them fail.

   Counted are the calls on ledgers (.db, their journals) and on the working copy's state. At number FAULT_AT:
   kill (the process ends before it), torn (half of the bytes, then the end), eio (this one fails), eios (this and all
   later ones), full (the same, without room). FAULT_COUNT names a file that always holds the number reached.
   The environment is asked at each call: a forked process sets its own. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum outcome { PASS, FAIL, TORN };
enum { MOST_FILES = 4096, KILLED = 137 };

static char watched[MOST_FILES];
static long reached;

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int is_ours(const char *path) {
    return getenv("FAULT_MODE") && path && (strstr(path, ".db") || strstr(path, "state.json"));
}

static void note(void) {
    static int counter = -1;
    const char *path = getenv("FAULT_COUNT");
    if (counter < 0 && path) {
        REAL(int, "open64", const char *, int, ...);
        counter = real(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    }
    if (counter >= 0) {
        REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
        real(counter, &reached, sizeof reached, 0);
    }
}

static enum outcome meet(void) {
    const char *mode = getenv("FAULT_MODE"), *at = getenv("FAULT_AT");
    long number = at ? atol(at) : 0;
    reached++;
    note();
    if (number <= 0 || reached < number) return PASS;
    if (!strcmp(mode, "full")) { errno = ENOSPC; return FAIL; }
    if (!strcmp(mode, "eios") || (!strcmp(mode, "eio") && reached == number)) { errno = EIO; return FAIL; }
    if (reached > number) return PASS;
    if (!strcmp(mode, "torn")) return TORN;
    if (!strcmp(mode, "kill")) _exit(KILLED);
    return PASS;
}

static int watch(int handle, const char *path) {
    if (handle >= 0 && handle < MOST_FILES) watched[handle] = (char)is_ours(path);
    return handle;
}

static int is_watched(int handle) { return handle >= 0 && handle < MOST_FILES && watched[handle]; }

#define OPENING(name) \
    int name(const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = va_arg(rest, mode_t); \
        va_end(rest); \
        REAL(int, #name, const char *, int, ...); \
        return watch(real(path, flags, mode), path); \
    }
OPENING(open)
OPENING(open64)

#define OPENING_AT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = va_arg(rest, mode_t); \
        va_end(rest); \
        REAL(int, #name, int, const char *, int, ...); \
        return watch(real(folder, path, flags, mode), path); \
    }
OPENING_AT(openat)
OPENING_AT(openat64)

int close(int handle) {
    REAL(int, "close", int);
    if (handle >= 0 && handle < MOST_FILES) watched[handle] = 0;
    return real(handle);
}

ssize_t write(int handle, const void *bytes, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    enum outcome outcome = is_watched(handle) ? meet() : PASS;
    if (outcome == FAIL) return -1;
    if (outcome == TORN) { real(handle, bytes, count / 2); _exit(KILLED); }
    return real(handle, bytes, count);
}

#define WRITING_AT(name, offset_type) \
    ssize_t name(int handle, const void *bytes, size_t count, offset_type offset) { \
        REAL(ssize_t, #name, int, const void *, size_t, offset_type); \
        enum outcome outcome = is_watched(handle) ? meet() : PASS; \
        if (outcome == FAIL) return -1; \
        if (outcome == TORN) { real(handle, bytes, count / 2, offset); _exit(KILLED); } \
        return real(handle, bytes, count, offset); \
    }
WRITING_AT(pwrite, off_t)
WRITING_AT(pwrite64, off64_t)

/* What has no bytes cannot be torn: it does not happen. */
static int may_happen(void) {
    enum outcome outcome = meet();
    if (outcome == TORN) _exit(KILLED);
    return outcome == PASS;
}

#define ON_HANDLE(name) \
    int name(int handle) { \
        REAL(int, #name, int); \
        return is_watched(handle) && !may_happen() ? -1 : real(handle); \
    }
ON_HANDLE(fsync)
ON_HANDLE(fdatasync)

#define CUTTING(name, offset_type) \
    int name(int handle, offset_type length) { \
        REAL(int, #name, int, offset_type); \
        return is_watched(handle) && !may_happen() ? -1 : real(handle, length); \
    }
CUTTING(ftruncate, off_t)
CUTTING(ftruncate64, off64_t)

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return is_ours(path) && !may_happen() ? -1 : real(path);
}

int rename(const char *old, const char *new) {
    REAL(int, "rename", const char *, const char *);
    return is_ours(new) && !may_happen() ? -1 : real(old, new);
}
