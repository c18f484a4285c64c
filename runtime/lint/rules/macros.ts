import { isRecord } from '../../../model/manifest';
import { texts } from '../../node';
import { error } from '../rule';

export const macros = error('macros', ({ spec, hooks }) => {
  const defined = isRecord(spec.value.selectorsMacros) ? spec.value.selectorsMacros : {};
  const nested = Object.entries(defined).flatMap(([name, macro]) =>
    isRecord(macro) && macro.macros !== undefined
      ? [
          {
            path: [...spec.path, 'selectorsMacros', name, 'macros'],
            message: `the macro \`${name}\` uses other macros`,
            allowed: 'filters in macros',
            repair: 'write out what the other macros hold',
          },
        ]
      : [],
  );
  const used = hooks.flatMap(hook =>
    hook.selectors.flatMap(({ path, value }) =>
      texts(value.macros).flatMap((name, index) => {
        const macro = defined[name];
        const twice = isRecord(macro) ? Object.keys(macro).find(key => value[key] !== undefined) : undefined;
        if (isRecord(macro) && twice === undefined) return [];
        return [
          {
            path: [...path, 'macros', index],
            message:
              twice === undefined
                ? `the macro \`${name}\` is not defined`
                : `the macro \`${name}\` and its selector both set \`${twice}\``,
            allowed: 'macros of `selectorsMacros` that set other fields than the selector',
            repair: twice === undefined ? 'define it, or correct the name' : `remove \`${twice}\` from one of the two`,
          },
        ];
      }),
    ),
  );
  return [...nested, ...used];
});
