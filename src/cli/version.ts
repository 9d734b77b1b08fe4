/** Set by the build from package.json. */
declare const CRIX_VERSION: string | undefined;

export const version: string = typeof CRIX_VERSION === 'undefined' ? 'dev' : CRIX_VERSION;
