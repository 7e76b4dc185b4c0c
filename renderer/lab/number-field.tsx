import { useId } from 'react';

interface NumberFieldProps {
  readonly label: string;
  readonly unit?: string;
  readonly text: string;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  readonly onChange: (text: string) => void;
}

/** The number, or `null` where the text is none or is out of bounds. */
export function numberIn(text: string, least: number, most: number): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return value >= least && value <= most ? value : null;
}

export function NumberField({ label, unit, text, least, most, step = 1, onChange }: NumberFieldProps) {
  const id = useId();
  const wrong = numberIn(text, least, most) === null;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="number-input">
        <input
          id={id}
          className="input"
          type="number"
          inputMode="decimal"
          min={least}
          max={most}
          step={step}
          value={text}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        {unit === undefined ? null : <span>{unit}</span>}
      </div>
      {wrong ? (
        <span className="problem" id={`${id}-wrong`}>
          {least} to {most}
        </span>
      ) : null}
    </div>
  );
}
