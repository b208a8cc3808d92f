/** The systems that Pestle runs on, by Node's names. */
export type HostPlatform = 'linux' | 'darwin' | 'win32';
