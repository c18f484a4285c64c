import { children, texts } from '../../node';
import { note, onSelectors } from '../rule';

/** `/bin` and `/sbin` lead to `/usr` on most images. */
const merged = /^\/s?bin\//;
/** Names that lead to the program that was chosen for them. */
const alternative = /\/(sh|awk|vi|nc|java|python3?)$/;

export const linkedBinary = note(
  'linked-binary',
  onSelectors(selector =>
    children(selector, 'matchBinaries').flatMap(({ path, value }) => {
      const values = texts(value.values);
      const linked = values.filter(
        binary =>
          (merged.test(binary) && !values.includes(`/usr${binary}`)) ||
          (alternative.test(binary) && values.every(other => alternative.test(other))),
      );
      if (linked.length === 0 || !['In', 'NotIn'].includes(String(value.operator))) return [];
      return [
        {
          path: [...path, 'values'],
          message: `${linked.map(binary => `\`${binary}\``).join(', ')} may be a link, and the kernel compares what it leads to`,
          allowed: 'real paths, such as `/usr/bin/dash` and `/bin/busybox`',
          repair: 'add the paths that the links lead to',
        },
      ];
    }),
  ),
);
