// One provider: its settings with the secret kept back, a try of the connection, and its last errors.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { changeProvider, tryProvider, type ProviderRow, type ProviderSettings } from '../../contract.ts';
import styles from './providers.module.css';

export const providersKey = ['identity-providers'] as const;
const shownTroubles = 5;

export function ProviderCard({ row, mayChange }: { row: ProviderRow; mayChange: boolean }) {
  const { t, instant } = useWords();
  return (
    <section className={styles['provider']} aria-labelledby={`provider-${row.provider}`}>
      <h2 id={`provider-${row.provider}`}>
        {t(`identityLink.provider.${row.provider}`)} {row.simulated && <SimulatedBadge />}
      </h2>
      {row.enabled ? (
        <p>
          <LevelTag level="green">{t('identityLink.admin.open')}</LevelTag>
        </p>
      ) : (
        <p className="quiet">{t('identityLink.admin.closed')}</p>
      )}
      <p>{t('identityLink.admin.links', { links: row.links, broken: row.brokenLinks })}</p>
      <p className="quiet">{t('identityLink.admin.redirectUri')}</p>
      <code className={styles['address']}>{row.redirectUri}</code>
      {mayChange && <SettingsForm row={row} />}
      {mayChange && row.settings && <TryButton provider={row.provider} />}
      <h3>{t('identityLink.admin.troubles')}</h3>
      {row.troubles.length === 0 ? (
        <p className="quiet">{t('identityLink.admin.noTroubles')}</p>
      ) : (
        <ul className={styles['troubles']}>
          {row.troubles.slice(0, shownTroubles).map((trouble) => (
            <li key={trouble.at + trouble.code}>
              {instant(trouble.at)} {t(`identityLink.admin.during.${trouble.during}`)} <code>{trouble.code}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const fieldsOf: Record<ProviderRow['provider'], readonly (keyof ProviderSettings)[]> = {
  wecom: ['authorizeBase', 'apiBase', 'clientId', 'agentId'],
  'mini-program': ['authorizeBase', 'apiBase', 'clientId', 'templateId'],
  'county-app': ['authorizeBase', 'clientId'],
};

function SettingsForm({ row }: { row: ProviderRow }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [settings, setSettings] = useState<ProviderSettings>(row.settings ?? { authorizeBase: '', clientId: '' });
  const [enabled, setEnabled] = useState(row.enabled ? 'open' : 'closed');
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const save = async () => {
    setBusy(true);
    setTroubles([]);
    try {
      await api.call(changeProvider, {
        params: { provider: row.provider },
        body: { enabled: enabled === 'open', settings, ...(secret && { secret }) },
        ifMatch: row.version,
      });
      setSecret('');
      announce(t('identityLink.admin.saved'));
      await queries.invalidateQueries({ queryKey: providersKey });
    } catch (error) {
      const problem = isFailure(error) ? error.problem : undefined;
      const issues = problem?.issues?.map(({ path, message }) => ({
        field: `${row.provider}-${path.replace('settings.', '')}`,
        text: message,
      }));
      setTroubles(issues?.length ? issues : [{ text: problem?.title ?? t('ui.failure.fault') }]);
    }
    setBusy(false);
  };
  const label = (name: keyof ProviderSettings) => {
    if (name === 'clientId') return t(`identityLink.admin.clientId.${row.provider}`);
    return t(
      name === 'authorizeBase' && row.provider === 'county-app'
        ? 'identityLink.admin.issuer'
        : `identityLink.admin.${name}`,
    );
  };
  const errorOf = (name: string) => troubles.find(({ field }) => field === `${row.provider}-${name}`)?.text;
  return (
    <Form
      label={t(`identityLink.provider.${row.provider}`)}
      verb={t('identityLink.admin.save')}
      busy={busy}
      troubles={troubles}
      onSubmit={() => void save()}
    >
      {fieldsOf[row.provider].map((name) => (
        <TextField
          key={name}
          id={`${row.provider}-${name}`}
          name={name}
          label={label(name)}
          value={settings[name] ?? ''}
          onChange={(text) => setSettings({ ...settings, [name]: text })}
          error={errorOf(name)}
        />
      ))}
      <TextField
        id={`${row.provider}-secret`}
        name="secret"
        type="password"
        autoComplete="off"
        label={t('identityLink.admin.secret')}
        hint={row.hasSecret ? t('identityLink.admin.secretKept') : undefined}
        value={secret}
        onChange={setSecret}
        error={errorOf('secret')}
      />
      <ChoiceField
        name={`${row.provider}-enabled`}
        label={t('identityLink.admin.enabled')}
        value={enabled}
        onChange={setEnabled}
        choices={[
          { value: 'open', label: t('identityLink.admin.open') },
          { value: 'closed', label: t('identityLink.admin.closed') },
        ]}
      />
    </Form>
  );
}

function TryButton({ provider }: { provider: ProviderRow['provider'] }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ works: boolean; text: string }>();
  const tryIt = async () => {
    setBusy(true);
    try {
      const { works, code } = await api.call(tryProvider, { params: { provider } });
      setOutcome({
        works,
        text: works ? t('identityLink.admin.tryWorks') : t('identityLink.admin.tryFails', { code }),
      });
      await queries.invalidateQueries({ queryKey: providersKey });
    } catch (error) {
      setOutcome({ works: false, text: (isFailure(error) && error.problem?.title) || t('ui.failure.fault') });
    }
    setBusy(false);
  };
  return (
    <div role="status">
      <Button busy={busy} onClick={() => void tryIt()}>
        {t('identityLink.admin.try')}
      </Button>{' '}
      {outcome && <LevelTag level={outcome.works ? 'green' : 'red'}>{outcome.text}</LevelTag>}
    </div>
  );
}
