/*
 * Makes guacd listen on a local socket in a private folder. A TCP port, the only thing it knows, could be reached by
 * every user and program of the computer, and it asks nobody for a password.
 *
 * Loaded before its libraries (LD_PRELOAD). The first bind to 127.0.0.1 becomes one to the path in the variable
 * PESTLE_ENGINE_SOCKET, which only the user can connect to; what lies there is replaced. Whatever fails, no port is
 * opened instead. Without the variable nothing is changed. It is removed then, with LD_PRELOAD and LD_LIBRARY_PATH, which the
 * loader has read: later binds, those of sessions, stay as they are, and programs that guacd runs, such as Ghostscript to
 * print, know nothing of this and have the libraries of the system, not the engine's.
 *
 * Compiled without any header, so that every computer makes the same bytes of it: what is needed of Linux and of the
 * C library is declared here, as it is on all processors that there is an engine for.
 */
typedef unsigned int socklen_t;
typedef struct { unsigned short family, port; unsigned int address; } internet_address;
typedef struct { unsigned short family; char path[108]; } local_address;
typedef int bind_function(int socket, const void *address, socklen_t length);

enum { AF_UNIX = 1, AF_INET = 2, SOCK_STREAM = 1, ENAMETOOLONG = 36 };

/* 127.0.0.1 in the order of the network, read by a processor that has the lowest byte first. */
#define LOOPBACK 0x0100007f
#define RTLD_NEXT ((void *) -1L)

extern void *dlsym(void *handle, const char *name);
extern char *getenv(const char *name);
extern int unsetenv(const char *name);
extern int *__errno_location(void);
extern int socket(int family, int type, int protocol);
extern int dup2(int from, int to);
extern int close(int descriptor);
extern int unlink(const char *path);
extern unsigned int umask(unsigned int mask);

static int is_loopback(const internet_address *address, socklen_t length) {
    return length >= 16 && address->family == AF_INET && address->address == LOOPBACK;
}

/* Fails for a path that does not fit with the zero at its end. */
static int set_path(local_address *local, const char *path) {
    unsigned int at = 0;
    local->family = AF_UNIX;
    while ((local->path[at] = path[at]) != 0) {
        at++;
        if (at == sizeof local->path) {
            *__errno_location() = ENAMETOOLONG;
            return -1;
        }
    }
    return 0;
}

static int bind_local(bind_function *next, int descriptor, const char *path) {
    local_address local;
    unsigned int mask;
    int other, result;
    if (set_path(&local, path) < 0) return -1;
    other = socket(AF_UNIX, SOCK_STREAM, 0);
    if (other < 0) return -1;
    unlink(path);
    mask = umask(0177);
    result = next(other, &local, sizeof local);
    umask(mask);
    /* The caller listens on the descriptor it knows. */
    if (result == 0 && dup2(other, descriptor) < 0) result = -1;
    close(other);
    if (result == 0) {
        unsetenv("PESTLE_ENGINE_SOCKET");
        unsetenv("LD_PRELOAD");
        unsetenv("LD_LIBRARY_PATH");
    }
    return result;
}

int bind(int descriptor, const void *address, socklen_t length) {
    bind_function *next = (bind_function *) dlsym(RTLD_NEXT, "bind");
    const char *path = getenv("PESTLE_ENGINE_SOCKET");
    if (path == 0 || !is_loopback(address, length)) return next(descriptor, address, length);
    return bind_local(next, descriptor, path);
}
