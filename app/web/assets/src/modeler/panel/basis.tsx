// The legal basis, picked: a text of law from the office's register, and the article.
import { say } from '../../editing/translate';
import { joinBasis, readBasis, writeBasis, type Basis } from '../basis';
import { write, type Board } from '../board';
import { property } from '../extensions';
import type { Shape } from '../kit';
import { Act, Choice, Text } from './entries';

const OWN = 'own';
const OWN_RULES = 'Quy chế của cơ quan'; // cited without a number

export function BasisEntry({ board, shape }: { board: Board; shape: Shape }) {
  const { laws } = board.catalogue;
  const parts = readBasis(property(shape.businessObject, 'legalBasis'), laws);
  const keep = (all: Basis[]) => write(board, shape, 'legalBasis', joinBasis(all));
  const change = (at: number, law: string, article: string) => {
    const found = laws.find(({ number }) => number === law);
    const text = found ? writeBasis(found, article) : law === OWN ? OWN_RULES : '';
    keep(parts.length > at ? parts.map((each, place) => (place === at ? { law, article, text } : each)) : [...parts, { law, article, text }]);
  };
  return (
    <>
      {parts.map((part, at) => <One key={`${at}-${part.text}`} board={board} part={part} onChange={(law, article) => change(at, law, article)} onText={(text) => keep(parts.map((each, place) => (place === at ? { ...each, text } : each)))} />)}
      <Choice name="legalBasis" label={parts.length ? say('Another text of law') : say('Text of law')} value="" onSet={(law) => change(parts.length, law, '')} options={[...named(board), { key: OWN, title: say('the office’s own rules') }]} />
    </>
  );
}

function One({ board, part, onChange, onText }: { board: Board; part: Basis; onChange: (law: string, article: string) => void; onText: (text: string) => void }) {
  const gone = <Act quiet word={say('Remove')} onDo={() => onChange('', '')} />;
  if (!part.law) return <div class="panel-pair"><Text label={say('As written')} value={part.text} onSet={onText} />{gone}</div>;
  return (
    <div class="panel-pair">
      <Choice label={say('Text of law')} value={part.law} onSet={(law) => onChange(law, part.article)} options={named(board)} />
      <Text label={say('Article')} value={part.article} onSet={(article) => onChange(part.law, article)} offered={board.catalogue.laws.find(({ number }) => number === part.law)?.articles ?? []} />
      {gone}
    </div>
  );
}

const named = ({ catalogue }: Board) => catalogue.laws.map(({ number, title }) => ({ key: number, title: `${title} · ${number}` }));
