/* Stands before the system's calls that write, by LD_PRELOAD, and lets one of them fail.

   Counted are the calls on ledgers (.db, their journals) and on the working copy's state. At number FAULT_AT:
   kill (the process ends before it), torn (half of the bytes, then the end), eio (this one fails), eios (this and all
   later ones), full (the same, without room). FAULT_COUNT names a file that always holds the number reached.
   In the mode "ask" nothing fails: each call is told to the pipe FAULT_ASK before it happens, and a write once more
   when half of its bytes are there, and waits for a byte from the pipe FAULT_ANSWER; whoever reads them sees what a
   kill or a cut of power at this moment would leave.
   The environment is asked at each call: a forked process sets its own. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum outcome { PASS, FAIL, TORN };
enum { MOST_FILES = 4096, KILLED = 137 };

static char *watched[MOST_FILES]; /* the paths of the files that are ours */
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

static int asking(void) {
    const char *mode = getenv("FAULT_MODE");
    return mode && !strcmp(mode, "ask");
}

static void ask(const char *call, const char *path, const char *other) {
    static int asked = -1, answered = -1;
    REAL(int, "open64", const char *, int, ...);
    if (asked < 0) {
        asked = real(getenv("FAULT_ASK"), O_WRONLY | O_CLOEXEC);
        answered = real(getenv("FAULT_ANSWER"), O_RDONLY | O_CLOEXEC);
    }
    char line[2 * PATH_MAX + 16], answer;
    int length = snprintf(line, sizeof line, "%s\t%s\t%s\n", call, path, other);
    static ssize_t (*send)(int, const void *, size_t);
    if (!send) send = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    if (send(asked, line, (size_t)length) != length || read(answered, &answer, 1) != 1) _exit(KILLED);
}

static enum outcome meet(const char *call, const char *path, const char *other) {
    const char *mode = getenv("FAULT_MODE"), *at = getenv("FAULT_AT");
    long number = at ? atol(at) : 0;
    reached++;
    if (asking()) { ask(call, path, other); return PASS; }
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
    if (handle >= 0 && handle < MOST_FILES) {
        free(watched[handle]);
        watched[handle] = is_ours(path) ? strdup(path) : NULL;
    }
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
    if (handle >= 0 && handle < MOST_FILES) {
        free(watched[handle]);
        watched[handle] = NULL;
    }
    return real(handle);
}

/* A write that is asked about happens in two halves. */
#define WRITE(here, there) \
    enum outcome outcome = is_watched(handle) ? meet("write", watched[handle], "") : PASS; \
    if (outcome == FAIL) return -1; \
    if (outcome == TORN) { (void)!here; _exit(KILLED); } \
    if (is_watched(handle) && asking()) { \
        size_t half = count / 2; \
        if (here != (ssize_t)half) return -1; \
        ask("torn", watched[handle], ""); \
        return there == (ssize_t)(count - half) ? (ssize_t)count : -1; \
    }

ssize_t write(int handle, const void *bytes, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    WRITE(real(handle, bytes, count / 2), real(handle, (const char *)bytes + half, count - half))
    return real(handle, bytes, count);
}

#define WRITING_AT(name, offset_type) \
    ssize_t name(int handle, const void *bytes, size_t count, offset_type offset) { \
        REAL(ssize_t, #name, int, const void *, size_t, offset_type); \
        WRITE(real(handle, bytes, count / 2, offset), \
              real(handle, (const char *)bytes + half, count - half, offset + (offset_type)half)) \
        return real(handle, bytes, count, offset); \
    }
WRITING_AT(pwrite, off_t)
WRITING_AT(pwrite64, off64_t)

/* What has no bytes cannot be torn: it does not happen. */
static int may_happen(const char *call, const char *path, const char *other) {
    enum outcome outcome = meet(call, path, other);
    if (outcome == TORN) _exit(KILLED);
    return outcome == PASS;
}

#define ON_HANDLE(name) \
    int name(int handle) { \
        REAL(int, #name, int); \
        return is_watched(handle) && !may_happen("flush", watched[handle], "") ? -1 : real(handle); \
    }
ON_HANDLE(fsync)
ON_HANDLE(fdatasync)

#define CUTTING(name, offset_type) \
    int name(int handle, offset_type length) { \
        REAL(int, #name, int, offset_type); \
        return is_watched(handle) && !may_happen("cut", watched[handle], "") ? -1 : real(handle, length); \
    }
CUTTING(ftruncate, off_t)
CUTTING(ftruncate64, off64_t)

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return is_ours(path) && !may_happen("unlink", path, "") ? -1 : real(path);
}

int rename(const char *old, const char *new) {
    REAL(int, "rename", const char *, const char *);
    return is_ours(new) && !may_happen("rename", old, new) ? -1 : real(old, new);
}
