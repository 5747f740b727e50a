// Scopes chosen in plain words, each with its text beside it; what is rare can be typed.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppKind } from '#platform/apps-contract.ts';
import { splitScopes } from '#platform/fhir/smart-scopes.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import filters from '../filters.module.css';
import styles from './apps.module.css';
import { usualScopes } from './usual-scopes.ts';

interface Props {
  kind: AppKind;
  scopes: readonly string[];
  onChange: (scopes: string[]) => void;
  error: string | undefined;
}

export function ScopesField({ kind, scopes, onChange, error }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const usual = usualScopes(kind);
  const names = new Set(usual.map(({ scope }) => scope));
  const others = scopes.filter((scope) => !names.has(scope));
  const toggle = (scope: string, on: boolean) =>
    onChange(on ? [...scopes, scope] : scopes.filter((one) => one !== scope));
  return (
    <fieldset className={styles['scopes']} id="scopes" tabIndex={-1} aria-describedby={`${id}-said`}>
      <legend>{t('bureau.app.scopes')}</legend>
      {usual.map(({ scope, verb, type }) => (
        <label key={scope} className={styles['scope']}>
          <input
            type="checkbox"
            checked={scopes.includes(scope)}
            onChange={(event) => toggle(scope, event.target.checked)}
          />
          <span>
            {verb === undefined
              ? t(`bureau.app.scope.${type}`)
              : t('portal.scope.line', {
                  verbs: t(`bureau.app.scope.${verb}`),
                  what: type === '*' ? t('portal.scope.everything') : t(`portal.scope.type.${type}`),
                })}
          </span>
          <code>{scope}</code>
        </label>
      ))}
      <p id={`${id}-said`} className={filters['said']}>
        {error}
      </p>
      <TextField
        name="otherScopes"
        label={t('bureau.app.otherScopes')}
        hint={t('bureau.app.otherScopesHint')}
        optional
        value={others.join(' ')}
        onChange={(text) => onChange([...scopes.filter((scope) => names.has(scope)), ...splitScopes(text)])}
        autoComplete="off"
      />
    </fieldset>
  );
}
