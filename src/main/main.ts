import { app } from 'electron';
import { hardenProcess } from './app/harden-process';
import { declarePageScheme } from './app/scheme';
import { startApp } from './app/start-app';

hardenProcess();
declarePageScheme();

// `enableSandbox` would undo --no-sandbox for child processes, which root needs: they would crash for ever.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

// A second start only brings the window of the first one to the front.
if (app.requestSingleInstanceLock()) startApp();
else app.exit(0);
