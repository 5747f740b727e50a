// Changes the own password: the old one, and the new one twice.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword } from '#platform/access-contract.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { failureText } from './failure-text.ts';

const shortest = 8;

export function PasswordForm() {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const check = (): FormTrouble[] => [
    ...(old ? [] : [{ field: 'old-password', text: t('account.oldMissing') }]),
    ...(fresh.length >= shortest ? [] : [{ field: 'new-password', text: t('account.tooShort', { count: shortest }) }]),
    ...(fresh === again ? [] : [{ field: 'again-password', text: t('account.notSame') }]),
  ];
  const save = async () => {
    const found = check();
    setTroubles(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      await api.call(changePassword, { body: { password: old, newPassword: fresh } });
      setOld('');
      setFresh('');
      setAgain('');
      announce(t('account.changed'));
    } catch (error) {
      setTroubles([{ text: failureText(error, t) }]);
    }
    setBusy(false);
  };
  const errorOf = (field: string) => troubles.find((trouble) => trouble.field === field)?.text;
  const field = (id: string, label: string, value: string, onChange: (text: string) => void, autoComplete: string) => (
    <TextField
      id={id}
      name={id}
      type="password"
      label={label}
      value={value}
      onChange={onChange}
      autoComplete={autoComplete}
      error={errorOf(id)}
    />
  );
  return (
    <Form
      label={t('account.password')}
      verb={t('account.change')}
      busy={busy}
      troubles={troubles}
      onSubmit={() => void save()}
    >
      {field('old-password', t('account.old'), old, setOld, 'current-password')}
      {field('new-password', t('account.new'), fresh, setFresh, 'new-password')}
      {field('again-password', t('account.again'), again, setAgain, 'new-password')}
    </Form>
  );
}
