// Account and password, and in a second step the six digits where the account has a second factor.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '#platform/access-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { portalNames, type PortalName } from '../portal-of-role.ts';
import { OutsideButtons } from './outside-buttons.tsx';
import { signInAt } from './sign-in-at.ts';

const asked = new URLSearchParams(location.search).get('portal');
const codeNeeded = (error: unknown) => isFailure(error) && error.code?.endsWith('/code-needed') === true;

export interface AccountFormProps {
  /** Doors to choose from; all unless told. */
  doors?: readonly PortalName[];
  /** Stay on this page; without it the portal opens. */
  onSignedIn?: () => void;
}

export function AccountForm({ doors = portalNames, onSignedIn }: AccountFormProps) {
  const { t } = useTranslation();
  const api = useApi();
  const [portal, setPortal] = useState<PortalName>(doors.find((name) => name === asked) ?? doors[0] ?? 'resident');
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [busy, setBusy] = useState(false);
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);

  const missing = (): FormTrouble[] => [
    ...(account.trim() ? [] : [{ field: 'account', text: t('door.accountMissing') }]),
    ...(password ? [] : [{ field: 'password', text: t('door.passwordMissing') }]),
    ...(step === 'code' && !/^\d{6}$/.test(code) ? [{ field: 'code', text: t('door.codeMissing') }] : []),
  ];
  const submit = async () => {
    const found = missing();
    setTroubles(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      const credentials = { account: account.trim(), password, ...(step === 'code' && { code }) };
      if (onSignedIn) {
        await api.call(signIn, { body: { ...credentials, portal } });
        onSignedIn();
      } else if ((await signInAt(api, credentials, portal)) === 'no-door') setTroubles([{ text: t('door.noDoor') }]);
    } catch (error) {
      if (step === 'password' && codeNeeded(error)) setStep('code');
      else setTroubles([{ text: textOf(error) }]);
    }
    setBusy(false);
  };
  const textOf = (error: unknown): string => {
    if (isFailure(error) && error.problem) return [error.problem.title, error.problem.detail].filter(Boolean).join(' ');
    return t(isFailure(error, 'offline') ? 'ui.failure.offline' : 'ui.failure.fault');
  };
  const errorOf = (field: string) => troubles.find((trouble) => trouble.field === field)?.text;
  return (
    <>
      <Form
        label={t('door.signIn')}
        troubles={troubles}
        verb={t('door.enter')}
        busy={busy}
        wide
        onSubmit={() => void submit()}
      >
        {step === 'password' && (
          <>
            {doors.length > 1 && (
              <ChoiceField
                name="portal"
                label={t('door.which')}
                value={portal}
                onChange={setPortal}
                choices={doors.map((name) => ({ value: name, label: t(`door.portal.${name}`) }))}
              />
            )}
            <TextField
              id="account"
              name="account"
              label={t('door.account')}
              value={account}
              onChange={setAccount}
              autoComplete="username"
              {...(errorOf('account') && { error: errorOf('account') })}
            />
            <TextField
              id="password"
              name="password"
              type="password"
              label={t('door.password')}
              value={password}
              onChange={setPassword}
              autoComplete="current-password"
              {...(errorOf('password') && { error: errorOf('password') })}
            />
          </>
        )}
        {step === 'code' && (
          <>
            <TextField
              id="code"
              name="code"
              label={t('door.code')}
              hint={t('door.codeHint')}
              value={code}
              onChange={(text) => setCode(text.replaceAll(/\D/g, '').slice(0, 6))}
              autoComplete="one-time-code"
              inputMode="numeric"
              autoFocus
              {...(errorOf('code') && { error: errorOf('code') })}
            />
            <div>
              <Button kind="quiet" icon="back" onClick={() => setStep('password')}>
                {t('door.otherAccount')}
              </Button>
            </div>
          </>
        )}
      </Form>
      {!onSignedIn && step === 'password' && <OutsideButtons portal={portal} />}
    </>
  );
}
