// Exhibits: fields in their states, a whole form with its troubles summed up.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../actions/undo.tsx';
import { ChoiceField, NumberField, SelectField, TextField, useNumberWords } from '../form/fields.tsx';
import { Form, type FormTrouble } from '../form/form.tsx';
import type { NumberRange } from '../form/range.ts';
import { Story } from './story.tsx';

const systolic: NumberRange = { possible: [50, 280], usual: [90, 139] };

export function FormStories() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const words = useNumberWords();
  const [value, setValue] = useState('1560');
  const [reason, setReason] = useState('');
  const [kind, setKind] = useState<'clinic' | 'home'>('clinic');
  const [place, setPlace] = useState('a');
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const submit = () => {
    const number = words(value, systolic, 'mmHg').error;
    const found = [
      ...(reason.trim() ? [] : [{ field: 'gallery-reason', text: t('gallery.reasonMissing') }]),
      ...(number ? [{ field: 'gallery-systolic', text: `${t('gallery.systolic')}：${number}` }] : []),
    ];
    setTroubles(found);
    if (found.length === 0) announce(t('gallery.saved'));
  };
  return (
    <Story name={t('gallery.form')} wide>
      <Form label={t('gallery.form')} verb={t('gallery.save')} troubles={troubles} onSubmit={submit}>
        <ChoiceField
          name="gallery-kind"
          label={t('gallery.place')}
          value={kind}
          onChange={setKind}
          choices={[
            { value: 'clinic', label: t('ui.source.clinic') },
            { value: 'home', label: t('ui.source.home') },
          ]}
        />
        <TextField
          id="gallery-reason"
          name="gallery-reason"
          label={t('gallery.reason')}
          value={reason}
          onChange={setReason}
          {...(troubles.some((trouble) => trouble.field === 'gallery-reason') && { error: t('gallery.reasonMissing') })}
        />
        <NumberField
          id="gallery-systolic"
          name="gallery-systolic"
          label={t('gallery.systolic')}
          hint={t('gallery.lastTime')}
          unit="mmHg"
          range={systolic}
          value={value}
          onChange={setValue}
          {...(troubles.some((trouble) => trouble.field === 'gallery-systolic') && {
            error: words(value, systolic, 'mmHg').error,
          })}
        />
        <SelectField
          name="gallery-place"
          label={t('gallery.select')}
          value={place}
          onChange={setPlace}
          choices={[
            { value: 'a', label: '天目山镇' },
            { value: 'b', label: '於潜镇' },
          ]}
        />
      </Form>
    </Story>
  );
}
