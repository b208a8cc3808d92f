import { join } from 'node:path';

/** The folder of all documents, in the folder of this user's data. */
export const dataFolderIn = (userData: string): string => join(userData, 'data');
