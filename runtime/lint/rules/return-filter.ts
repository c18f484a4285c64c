import { error, onHooks } from '../rule';

/** What a call returns is known to kprobes that ask for it. */
export const returnFilter = error(
  'return-filter',
  onHooks(({ path, value, section, name, selectors }) => {
    const missing = value.return === true && value.returnArg === undefined;
    const filtered = selectors.filter(selector => selector.value.matchReturnArgs !== undefined);
    const ignored = section === 'lsmhooks' || value.return !== true ? filtered : [];
    return [
      ...(missing
        ? [
            {
              path: [...path, 'return'],
              message: `\`${name}\` asks for what it returns, and does not say of which type`,
              allowed: '`return: true` with `returnArg`',
              repair: 'add `returnArg: {index: 0, type: int}`',
            },
          ]
        : []),
      ...ignored.map(selector => ({
        path: [...selector.path, 'matchReturnArgs'],
        message:
          section === 'lsmhooks'
            ? 'LSM hooks run before the call and know nothing of what it returns'
            : 'the filter is ignored, because the hook does not say `return: true`',
        allowed: '`matchReturnArgs` on kprobes with `return: true` and `returnArg`',
        repair: section === 'lsmhooks' ? 'remove it' : 'add `return: true` and `returnArg`',
      })),
    ];
  }),
);
