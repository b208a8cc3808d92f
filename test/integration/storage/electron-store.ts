/**
 * Lets electron-store be imported outside Electron. Import this before it: the `electron` package then only names
 * a path and downloads nothing, and the store takes the absolute folder it is given.
 */
process.env.ELECTRON_OVERRIDE_DIST_PATH ??= '/nonexistent';
