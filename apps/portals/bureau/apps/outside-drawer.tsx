// One provider from outside: where it is, how we prove ourselves there, its button, and who is joined with whom.
import { Drawer } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  changeOutsideProvider,
  createOutsideProvider,
  linkOutside,
  outsidePortals,
  type OutsideProviderRow,
} from '#platform/apps-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { failureText } from '../../account/failure-text.ts';
import filters from '../filters.module.css';
import { CopyLine } from './addresses.tsx';
import styles from './apps.module.css';

type Portal = (typeof outsidePortals)[number];
interface Props {
  row: OutsideProviderRow | undefined;
  mayChange: boolean;
  onClose: () => void;
}

export function OutsideDrawer({ row: opened, mayChange, onClose }: Props) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [row, setRow] = useState(opened);
  const [issuer, setIssuer] = useState('');
  const [clientId, setClientId] = useState('');
  const [method, setMethod] = useState<OutsideProviderRow['method']>(opened?.method ?? 'none');
  const [secret, setSecret] = useState('');
  const [buttonText, setButtonText] = useState(opened?.buttonText ?? '');
  const [portals, setPortals] = useState<Portal[]>((opened?.portals ?? ['clinic']) as Portal[]);
  const [linking, setLinking] = useState(opened?.linking ?? 'password');
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const errorOf = (field: string) => troubles.find((trouble) => trouble.field === field)?.text;
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setTroubles([]);
    try {
      await work();
      await queries.invalidateQueries({ queryKey: ['outside-providers'] });
    } catch (error) {
      const issues = isFailure(error) ? error.problem?.issues : undefined;
      setTroubles(
        issues?.length
          ? issues.map((issue) => ({ field: issue.path.split('.')[0] ?? '', text: issue.message }))
          : [{ text: failureText(error, t) }],
      );
    }
    setBusy(false);
  };
  const save = () =>
    attempt(async () => {
      const common = { buttonText, portals, linking, ...(secret && { secret }) };
      if (row) {
        const params = { providerId: row.providerId };
        await api.call(changeOutsideProvider, { params, body: common, ifMatch: row.version });
        announce(t('bureau.app.saved', { name: buttonText }));
        onClose();
        return;
      }
      // Stays open: the other side needs the redirect address and the key.
      setRow(await api.call(createOutsideProvider, { body: { ...common, issuer, clientId, method } }));
      announce(t('bureau.outside.created', { name: buttonText }));
    });
  const switchOff = (before: OutsideProviderRow, disabled: boolean): Promise<void> =>
    attempt(async () => {
      const params = { providerId: before.providerId };
      const after = await api.call(changeOutsideProvider, { params, body: { disabled }, ifMatch: before.version });
      announce(t(disabled ? 'bureau.app.disabledNow' : 'bureau.app.enabledNow', { name: after.buttonText }), () =>
        switchOff(after, !disabled),
      );
      onClose();
    });
  return (
    <Drawer open size={520} onClose={onClose} title={row ? row.buttonText : t('bureau.outside.create')}>
      {row && (
        <div className={styles['facts']}>
          <CopyLine label={t('bureau.outside.issuer')} text={row.issuer} />
          <CopyLine label={t('bureau.outside.redirect')} text={row.redirectUri} />
          {row.publicKeys && <CopyLine label={t('bureau.app.keys')} text={row.publicKeys} />}
        </div>
      )}
      {mayChange && (
        <Form
          label={t('bureau.outside.tab')}
          verb={t('bureau.account.save')}
          troubles={troubles}
          busy={busy}
          onSubmit={() => void save()}
        >
          {!row && (
            <>
              <TextField
                id="issuer"
                name="issuer"
                label={t('bureau.outside.issuer')}
                hint={t('bureau.outside.issuerHint')}
                value={issuer}
                onChange={setIssuer}
                error={errorOf('issuer')}
              />
              <TextField
                id="clientId"
                name="clientId"
                label={t('bureau.outside.clientId')}
                value={clientId}
                onChange={setClientId}
                autoComplete="off"
                error={errorOf('clientId')}
              />
              <ChoiceField
                name="method"
                label={t('bureau.outside.method')}
                value={method}
                onChange={setMethod}
                choices={(['none', 'secret', 'key'] as const).map((value) => ({
                  value,
                  label: t(`bureau.outside.method.${value}`),
                }))}
              />
            </>
          )}
          {method === 'secret' && (
            <TextField
              id="secret"
              name="secret"
              type="password"
              label={t('bureau.outside.secret')}
              {...(row && { hint: t('bureau.account.newPasswordHint') })}
              value={secret}
              onChange={setSecret}
              autoComplete="new-password"
              error={errorOf('secret')}
            />
          )}
          <TextField
            id="buttonText"
            name="buttonText"
            label={t('bureau.outside.buttonText')}
            hint={t('bureau.outside.buttonTextHint')}
            value={buttonText}
            onChange={setButtonText}
            autoComplete="off"
            error={errorOf('buttonText')}
          />
          <fieldset className={styles['scopes']}>
            <legend>{t('bureau.outside.portals')}</legend>
            {outsidePortals.map((portal) => (
              <label key={portal} className={styles['scope']}>
                <input
                  type="checkbox"
                  checked={portals.includes(portal)}
                  onChange={(event) =>
                    setPortals(event.target.checked ? [...portals, portal] : portals.filter((one) => one !== portal))
                  }
                />
                <span>{t(`bureau.outside.portal.${portal}`)}</span>
              </label>
            ))}
            <p className={filters['said']}>{errorOf('portals')}</p>
          </fieldset>
          <ChoiceField
            name="linking"
            label={t('bureau.outside.linking')}
            value={linking}
            onChange={setLinking}
            choices={(['password', 'administrator'] as const).map((value) => ({
              value,
              label: t(`bureau.outside.linking.${value}`),
            }))}
          />
        </Form>
      )}
      {row && mayChange && (
        <>
          <LinkForm row={row} />
          <div className={filters['beside']}>
            <Button onClick={() => void switchOff(row, !row.disabled)}>
              {t(row.disabled ? 'bureau.app.enable' : 'bureau.app.disable')}
            </Button>
          </div>
        </>
      )}
    </Drawer>
  );
}

function LinkForm({ row }: { row: OutsideProviderRow }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [account, setAccount] = useState('');
  const [subject, setSubject] = useState('');
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const link = async () => {
    setBusy(true);
    setTroubles([]);
    try {
      await api.call(linkOutside, { params: { providerId: row.providerId }, body: { account, subject } });
      announce(t('bureau.outside.linked', { account }));
      setAccount('');
      setSubject('');
      await queries.invalidateQueries({ queryKey: ['outside-providers'] });
    } catch (error) {
      setTroubles([{ text: failureText(error, t) }]);
    }
    setBusy(false);
  };
  return (
    <div className={filters['beside']}>
      <Form
        label={t('bureau.outside.link')}
        verb={t('bureau.outside.link')}
        troubles={troubles}
        busy={busy}
        onSubmit={() => void link()}
      >
        <TextField
          name="linkAccount"
          label={t('bureau.outside.linkAccount')}
          value={account}
          onChange={setAccount}
          autoComplete="off"
        />
        <TextField
          name="linkSubject"
          label={t('bureau.outside.linkSubject')}
          value={subject}
          onChange={setSubject}
          autoComplete="off"
        />
      </Form>
    </div>
  );
}
