import { installBridgeDouble } from './bridge-double';

// Bundled into one script by renderer-build.ts, so that a page can be given it before its own scripts run.
installBridgeDouble();
