import { gunzipSync } from 'node:zlib';

/** What is unpacked of a text that is compressed: more than any Secret may hold, and little enough for any machine. */
const mostUnpacked = 4_000_000;

/** The text that Base64 stands for, of either alphabet and with line breaks, unpacked where gzip packed it; undefined for all else. */
export function decodeBase64(encoded: string): string | undefined {
  const compact = /\s/.test(encoded) ? encoded.replaceAll(/\s+/g, '') : encoded;
  if (compact.length < 6 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)) return undefined;
  const start = Buffer.from(compact.slice(0, 64), 'base64');
  if (start[0] === 0x1f && start[1] === 0x8b) return unpack(Buffer.from(compact, 'base64'));
  if (!isText(start.subarray(0, compact.length > 64 ? 44 : undefined))) return undefined;
  return textOf(Buffer.from(compact, 'base64'));
}

function unpack(bytes: Buffer): string | undefined {
  try {
    return textOf(gunzipSync(bytes, { maxOutputLength: mostUnpacked }));
  } catch {
    return undefined;
  }
}

function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell binary content from text
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Whether bytes look like text; they may end inside a character. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every(byte => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13) && !bytes.includes(0x7f);
}
