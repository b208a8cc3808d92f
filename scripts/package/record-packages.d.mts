import type { Plugin } from 'vite';

export declare const recordName: string;
export declare function packageFolderOf(id: string): string | undefined;
export declare function recordPackages(): Plugin;
