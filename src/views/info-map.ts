import { CrixError, messageOf } from '../errors.ts';
import { type JsonValue, readJson } from '../json.ts';

/**
 * The `info` of a verbose reply. crictl takes only values that begin with `{` for JSON; of the others, which are shown as
 * text, it drops surrounding quotes. @throws CrixError naming the key
 */
export function readInfo(info: Readonly<Record<string, string>>): Record<string, JsonValue> {
  const read: Record<string, JsonValue> = {};
  for (const [key, text] of Object.entries(info)) {
    read[key] = text.startsWith('{') ? readObject(key, text) : text.replace(/^"+|"+$/g, '');
  }
  return read;
}

function readObject(key: string, text: string): JsonValue {
  try {
    return readJson(text);
  } catch (error) {
    throw new CrixError('runtime', `the runtime's info ${JSON.stringify(key)} is not valid JSON: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
