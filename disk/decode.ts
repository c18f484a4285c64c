import { YamlSyntaxError } from '../model/yaml';

/**
 * The text of a file in UTF-8, without its byte-order mark.
 * @throws YamlSyntaxError for another encoding, with the first line that is not UTF-8
 */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) throw new YamlSyntaxError(`the file is encoded in ${utf16}, not in UTF-8`, 1);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new YamlSyntaxError('the line is not valid UTF-8', firstInvalidLine(bytes));
  }
}

/** What a person would see of bytes in any encoding. */
export function decodeLoosely(bytes: Uint8Array): string {
  return new TextDecoder(utf16Of(bytes) ?? 'utf-8').decode(bytes);
}

function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** No character of UTF-8 contains the byte of a line feed, so lines can be decoded one by one. */
function firstInvalidLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let line = 1, start = 0; start <= bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return 1;
}
