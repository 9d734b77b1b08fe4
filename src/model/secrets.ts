/** What is shown in a secret's place. */
export const HIDDEN = '(hidden)';

const NAME = String.raw`[\w.-]*(?:pass|passwd|pwd|secret|token|cred|api_?-?key|access_?-?key|private|signing|auth|cookie|session|salt|dsn|conn(?:ection)?_?-?str)[\w.-]*|(?:[\w-]*[_-])?key(?:[_-][\w-]*)?`;

const SECRET_NAME = new RegExp(`^(?:${NAME})$`, 'i');
const ASSIGNMENT = new RegExp(String.raw`(?<![\w.-])(${NAME})(["']?\s*[=:]\s*["']?)([^\s"',;&]+)`, 'gi');
const FLAG = new RegExp(`^--?(?:${NAME})$`, 'i');
const USER_INFO = /(\/\/[^\s/:@]*:)[^\s/@]+@/g;
const BEARER = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi;
const JSON_WEB_TOKEN = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/**
 * A text without what looks like a secret, for pages that are passed on. It hides too much rather than too little, and cannot
 * know every secret.
 */
export function withoutSecrets(text: string): string {
  return text
    .replace(PRIVATE_KEY, HIDDEN)
    .replace(JSON_WEB_TOKEN, HIDDEN)
    .replace(USER_INFO, `$1${HIDDEN}@`)
    .replace(BEARER, `$1 ${HIDDEN}`)
    .replace(ASSIGNMENT, `$1$2${HIDDEN}`);
}

/** The same for `NAME=value`: of a name that promises a secret nothing of the value is left. */
export function variableWithoutSecret(variable: string): string {
  const equals = variable.indexOf('=');
  const name = variable.slice(0, Math.max(equals, 0));
  return SECRET_NAME.test(name) ? `${name}=${HIDDEN}` : withoutSecrets(variable);
}

/** The same for a command line, where a secret may be the word after its flag. */
export function commandWithoutSecrets(words: readonly string[]): string[] {
  return words.map((word, at) => (at > 0 && FLAG.test(words[at - 1] as string) ? HIDDEN : withoutSecrets(word)));
}
