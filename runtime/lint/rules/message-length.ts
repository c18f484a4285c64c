import { onHooks, warning, when } from '../rule';

export const messageLength = warning(
  'message-length',
  onHooks(({ path, value }) => {
    const length = typeof value.message === 'string' ? value.message.length : 0;
    return when(length === 1 || length > 256, {
      path: [...path, 'message'],
      message:
        length === 1
          ? 'a message of one character is refused'
          : `the message is cut off: it has \`${length}\` characters`,
      allowed: '2 to 256 characters',
      repair: 'say it in one sentence',
    });
  }),
);
