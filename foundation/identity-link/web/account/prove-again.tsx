// Password and code once more, for accounts with a second factor, before an identity is linked.
import { useState } from 'react';
import { stepUp } from '#platform/access-contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';

export const stepUpIsNeeded = (error: unknown): boolean =>
  isFailure(error) && error.code?.endsWith('/step-up-needed') === true;

export function ProveAgain({ onProved }: { onProved: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const prove = async () => {
    setBusy(true);
    try {
      await api.call(stepUp, { body: { password, code } });
      onProved();
    } catch (error) {
      setTroubles([{ text: (isFailure(error) && error.problem?.title) || t('ui.failure.fault') }]);
    }
    setBusy(false);
  };
  return (
    <Form
      label={t('identityLink.prove')}
      verb={t('identityLink.prove')}
      busy={busy}
      troubles={troubles}
      onSubmit={() => void prove()}
    >
      <p>{t('identityLink.factorText')}</p>
      <TextField
        name="password"
        type="password"
        label={t('identityLink.password')}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <TextField
        name="code"
        label={t('identityLink.code')}
        value={code}
        onChange={(text) => setCode(text.replaceAll(/\D/g, '').slice(0, 6))}
        autoComplete="one-time-code"
        inputMode="numeric"
      />
    </Form>
  );
}
