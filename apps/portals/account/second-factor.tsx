// Sets up the second factor: the secret for the authenticator app, then the first code as proof.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmSecondFactor, offerSecondFactor, type SecondFactorOffer } from '#platform/access-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useMe } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import styles from './account.module.css';
import { failureText } from './failure-text.ts';

export function SecondFactor() {
  const { t } = useTranslation();
  const api = useApi();
  const me = useMe();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [offer, setOffer] = useState<SecondFactorOffer>();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const begin = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      setOffer(await api.call(offerSecondFactor));
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  const confirm = async () => {
    if (!/^\d{6}$/.test(code)) {
      setTroubles([{ field: 'factor-code', text: t('account.codeMissing') }]);
      return;
    }
    setBusy(true);
    try {
      await api.call(confirmSecondFactor, { body: { code } });
      setOffer(undefined);
      setCode('');
      setTroubles([]);
      announce(t('account.factorOn'));
      await queries.invalidateQueries({ queryKey: ['me'] });
    } catch (error) {
      setTroubles([{ field: 'factor-code', text: failureText(error, t) }]);
    }
    setBusy(false);
  };
  if (!offer) {
    return (
      <>
        {me.hasSecondFactor ? (
          <LevelTag level="green">{t('account.hasFactor')}</LevelTag>
        ) : (
          <p>{t('account.factorText')}</p>
        )}
        {failure !== undefined && <Failure error={failure} />}
        <div>
          <Button busy={busy} onClick={() => void begin()}>
            {t(me.hasSecondFactor ? 'account.renewFactor' : 'account.setFactor')}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <p>{t('account.typeSecret')}</p>
      <p>
        <code className={styles['secret']}>{offer.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <p>
        <a href={offer.address}>{t('account.openApp')}</a>
      </p>
      <Form
        label={t('account.factor')}
        verb={t('account.confirmFactor')}
        busy={busy}
        troubles={troubles}
        onSubmit={() => void confirm()}
      >
        <TextField
          id="factor-code"
          name="factor-code"
          label={t('account.code')}
          value={code}
          onChange={(text) => setCode(text.replaceAll(/\D/g, '').slice(0, 6))}
          autoComplete="one-time-code"
          inputMode="numeric"
          error={troubles[0]?.text}
        />
      </Form>
    </>
  );
}
