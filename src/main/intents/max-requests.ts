/**
 * Links and files of one command line, and requests of one start of the program; more are a mistake or an attack. Apart
 * from the schemas, so that reading a command line loads none.
 */
export const MAX_REQUESTS = 8;
