// Whom to call at a site and how often a team comes.
import { useState } from 'react';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { NumberField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { specialVisitRoutes, type SiteDetail } from '../../special-visit-contract.ts';
import { useProblemTexts } from './use-problem-texts.ts';
import styles from './roving.module.css';

export function AgreementCard({ site, onSaved }: { site: SiteDetail; onSaved: (site: SiteDetail) => void }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const troubleTexts = useProblemTexts();
  const mayWrite = useMay('roving.site.write');
  const { agreement } = site;
  // Overseers see contacts shortened (王*明): an empty field leaves what stands.
  const shortened = agreement?.contactName.includes('*') ?? false;
  const [name, setName] = useState(shortened ? '' : (agreement?.contactName ?? ''));
  const [phone, setPhone] = useState('');
  const [months, setMonths] = useState(String(agreement?.cadenceMonths ?? 6));
  const [note, setNote] = useState(agreement?.note ?? '');
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    const found: FormTrouble[] = [
      ...(name.trim() ? [] : [{ field: 'contactName', text: t('roving.contactTrouble') }]),
      ...(/^([1-9]|1\d|2[0-4])$/.test(months.trim())
        ? []
        : [{ field: 'cadenceMonths', text: t('roving.cadenceTrouble') }]),
    ];
    setTroubles(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      const after = await api.call(specialVisitRoutes.setAgreement, {
        params: { servicePointId: site.servicePointId },
        body: {
          contactName: name.trim(),
          cadenceMonths: Number(months),
          ...(phone.trim() && { contactPhone: phone.trim() }),
          ...(note.trim() && { note: note.trim() }),
        },
        ifMatch: site.version,
      });
      announce(t('roving.agreementSaved'));
      onSaved(after);
    } catch (error) {
      setTroubles(troubleTexts(error));
      setBusy(false);
    }
  };
  const errorOf = (field: string) => troubles.find((one) => one.field === field)?.text;
  return (
    <section className={styles['card']} aria-label={t('roving.agreement')}>
      <h2>{t('roving.agreement')}</h2>
      {agreement && (
        <p>
          {[agreement.contactName, agreement.contactPhone].filter(Boolean).join(' ')} ·{' '}
          {t('roving.everyMonths', { count: agreement.cadenceMonths })}
        </p>
      )}
      {mayWrite && (
        <Form
          label={t('roving.agreement')}
          verb={t('roving.save')}
          troubles={troubles}
          busy={busy}
          onSubmit={() => void save()}
        >
          <TextField
            id="contactName"
            name="contactName"
            label={t('roving.contact')}
            {...(shortened && { hint: t('roving.typeAgain', { name: agreement?.contactName }) })}
            value={name}
            onChange={setName}
            error={errorOf('contactName')}
          />
          <TextField
            id="contactPhone"
            name="contactPhone"
            label={t('roving.contactPhone')}
            optional
            {...(agreement?.contactPhone && { hint: t('roving.phoneKept', { phone: agreement.contactPhone }) })}
            value={phone}
            onChange={setPhone}
            error={errorOf('contactPhone')}
          />
          <NumberField
            id="cadenceMonths"
            name="cadenceMonths"
            label={t('roving.cadence')}
            unit={t('roving.months')}
            range={{ possible: [1, 24] }}
            value={months}
            onChange={setMonths}
            error={errorOf('cadenceMonths')}
          />
          <TextField name="note" label={t('roving.pointField.note')} optional value={note} onChange={setNote} />
        </Form>
      )}
    </section>
  );
}
