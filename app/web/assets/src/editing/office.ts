// What all editors share: the file comes from the page and goes back to the office. An editor gives a Board and says
// changed() after each change; keeping, saving, whose turn it is, recovery, conflicts and the marks of the check are
// done here.
import { ask, type Answer, type Refusal } from './asking';
import { Bars } from './bars';
import './board.css';
import { handed } from './handed';
import { showMarks } from './marks';
import type { Board, Catalogue, Checked, Data, Mark, Meanwhile, Pairs } from './types';

export type { Board, Catalogue, Checked, Data, Mark, Mend, Pairs } from './types';

const KEEP_AFTER = 2_000; // milliseconds of rest after a change
const CHECK_AFTER = 900;
const HEARTBEAT = 30_000;

export class Office {
  readonly data = handed<Data>('office-data');
  private readonly bars = new Bars(this.data);
  private catalogued: Promise<Catalogue> | undefined;
  private edits = 0; // grows with each change
  private savedAt = 0;
  private keptAt = 0;
  private keeping = 0;
  private checking = 0;
  private asked = 0; // the last check that was begun
  private busy = false;
  private again = false; // somebody wants to save what was changed while it was being saved
  private turn = false; // whether this person may save
  private english: Pairs = {};

  constructor(private readonly board: Board) {
    this.turn = this.data.writable && !this.data.held;
    this.bars.on('save', () => void this.save());
    this.bars.on('take-over', () => void this.takeOver());
    this.bars.on('held-copy', () => void this.copy());
    this.bars.on('recover', () => void this.recover());
    this.bars.on('forget', () => void this.forget());
    this.bars.on('choose-copy', () => void this.copy());
    this.bars.on('choose-none', () => this.bars.closeConflict());
  }

  /** Begin: take the turn, offer what was left unsaved, check once. */
  async begin(): Promise<void> {
    if (!this.data.writable) return void this.check();
    addEventListener('keydown', (event) => this.key(event));
    addEventListener('beforeunload', (event) => { if (this.unsaved) event.preventDefault(); });
    addEventListener('pagehide', () => this.leave());
    if (this.data.recovered) this.bars.offer(this.data.recovered);
    if (this.data.held) this.bars.held(this.data.held);
    else await this.beat();
    setInterval(() => void this.beat(), HEARTBEAT);
    void this.check();
  }

  get unsaved(): boolean {
    return this.edits !== this.savedAt;
  }

  /** The office's own words for the panels: forms, roles, limits … in the reader's language. Asked once. */
  catalogue(): Promise<Catalogue> {
    this.catalogued ??= ask<Catalogue>(`${this.data.acts.catalogue}?name=${encodeURIComponent(this.data.name)}`).then((answer) => {
      if (!answer.ok) throw new Error(answer.refusal.sentence);
      return answer.told;
    });
    return this.catalogued;
  }

  /** To be called after each change in the editor. */
  changed(): void {
    if (!this.data.writable) return;
    this.edits += 1;
    this.bars.state('changed');
    this.bars.saveable(this.turn);
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => void this.keep(), KEEP_AFTER);
    this.checkSoon();
  }

  /** English beside a Vietnamese text that is written here; goes along with the next save. */
  inEnglish(vietnamese: string, english: string): void {
    this.english[vietnamese] = english;
    this.changed();
  }

  checkSoon(): void {
    clearTimeout(this.checking);
    this.checking = setTimeout(() => void this.check(), CHECK_AFTER);
  }

  /** Ask the gate what it says of the file as it stands in the editor. */
  async check(): Promise<Checked | undefined> {
    const turn = ++this.asked;
    const answer = await ask<Checked>(this.data.acts.check, { name: this.data.name, content: await this.board.read() });
    if (!answer.ok || turn !== this.asked) return undefined; // a newer question is under way
    const marks = marksOf(answer.told);
    showMarks(marks, this.data, this.board, (mark) => void this.mend(mark));
    this.board.mark?.(marks);
    return answer.told;
  }

  /** Save; what stands in the way is shown on the page and nothing is lost. */
  async save(): Promise<boolean> {
    if (!this.data.writable) return false;
    if (this.busy) {
      this.again = true;
      return false;
    }
    if (this.bars.undecided) return this.bars.insist();
    return this.sending(async (content, upto) => {
      const files = this.files(content);
      const answer = await ask<{ version_id: string; digest: string }>(this.data.acts.save, files);
      if (answer.ok) this.saved(answer.told, upto, files.english);
      else this.refused(answer.refusal);
      return answer.ok;
    });
  }

  private async sending(send: (content: string, upto: number) => Promise<boolean>): Promise<boolean> {
    this.busy = true;
    clearTimeout(this.keeping);
    this.bars.state('saving');
    this.bars.quiet();
    try {
      const { content, upto } = await this.standing();
      return await send(content, upto);
    } finally {
      this.busy = false;
      this.bars.saveable(this.unsaved && this.turn);
      if (this.again && this.unsaved) void this.save();
      this.again = false;
    }
  }

  /** What stands on the board, and up to which change that is. */
  private async standing(): Promise<{ content: string; upto: number }> {
    const content = this.board.read(); // hands on first what is being typed, and counts it
    const upto = this.edits;
    return { content: await content, upto };
  }

  private files(content: string): { files: Pairs; base: string; english: Pairs } {
    return { files: { [this.data.name]: content }, base: this.data.base, english: { ...this.english } };
  }

  private saved(told: { version_id: string; digest: string }, upto: number, english: Pairs): void {
    this.savedAt = this.keptAt = upto;
    this.english = Object.fromEntries(Object.entries(this.english).filter(([said, beside]) => english[said] !== beside));
    this.adopt(told);
    this.bars.state(this.unsaved ? 'changed' : 'saved');
    if (this.unsaved) this.keeping = setTimeout(() => void this.keep(), KEEP_AFTER);
  }

  /** From now on the page stands on another version: its addresses follow. */
  private adopt({ version_id, digest }: { version_id: string; digest: string }): void {
    const before = this.data.version;
    this.data.version = version_id;
    this.data.base = digest;
    for (const act of Object.keys(this.data.acts)) this.data.acts[act as keyof Data['acts']] = this.data.acts[act as keyof Data['acts']].replace(before, version_id);
    this.data.here = this.data.here.replace(before, version_id);
    history.replaceState(null, '', this.data.here);
    for (const link of document.querySelectorAll<HTMLAnchorElement>(`a[href*="${before}"]`)) link.href = link.href.replace(before, version_id);
  }

  private refused(refusal: Refusal): void {
    this.bars.state('changed');
    if (refusal.conflict) return this.conflict(refusal.conflict);
    if (refusal.held) {
      this.turn = false;
      return this.bars.held(refusal.held);
    }
    this.bars.trouble(refusal.sentence, refusal.lost);
    void this.keep();
  }

  private conflict(meanwhile: Meanwhile): void {
    void this.keep();
    this.bars.once('choose-reload', () => { this.savedAt = this.edits; location.assign(this.data.here.replace(this.data.version, meanwhile.version_id)); });
    this.bars.once('choose-over', () => { this.bars.closeConflict(); this.adopt(meanwhile); void this.save(); });
    this.bars.conflict(meanwhile);
  }

  private async copy(): Promise<void> {
    this.bars.closeConflict();
    await this.sending(async (content, upto) => {
      const answer = await ask<{ version_id: string; digest: string }>(this.data.acts.save, { ...this.files(content), copy: true });
      if (!answer.ok) this.refused(answer.refusal);
      else {
        this.savedAt = upto;
        location.assign(this.data.here.replace(this.data.version, answer.told.version_id));
      }
      return answer.ok;
    });
  }

  private async keep(): Promise<void> {
    if (!this.unsaved || this.keptAt === this.edits || this.bars.undecided) return; // nothing takes the place of what is offered
    const { content, upto } = await this.standing();
    const answer = await ask<{ at: string }>(this.data.acts.autosave, { name: this.data.name, content, base: this.data.base });
    if (answer.ok) {
      this.keptAt = upto;
      if (this.unsaved && !this.busy) this.bars.state('kept');
    } else if (answer.refusal.offline) {
      this.bars.state('offline');
      this.keeping = setTimeout(() => void this.keep(), 2 * KEEP_AFTER);
    } else this.bars.trouble(answer.refusal.sentence);
  }

  private async recover(): Promise<void> {
    const left = this.data.recovered;
    if (!left) return;
    await this.board.write(left.content);
    this.adopt({ version_id: left.version, digest: left.base }); // so that saving tells what others saved since
    this.bars.recovered();
    this.changed();
  }

  private async forget(): Promise<void> {
    this.bars.recovered();
    await ask(this.data.acts.forget, { name: this.data.name });
    void this.keep();
  }

  private async beat(): Promise<void> {
    if (!this.turn) return;
    const answer = await ask(this.data.acts.lock, {});
    if (answer.ok || !answer.refusal.held) return;
    this.turn = false;
    this.bars.held(answer.refusal.held);
    this.bars.saveable(false);
    void this.keep();
  }

  private async takeOver(): Promise<void> {
    const answer = await ask(this.data.acts['take-over'], {});
    if (!answer.ok) return this.bars.trouble(answer.refusal.sentence);
    this.turn = true;
    this.bars.free();
    this.bars.saveable(this.unsaved);
  }

  /** One click mends what one change would mend: in the editor if it can, so that it can be undone there. */
  private async mend(mark: Mark): Promise<void> {
    if (!mark.mend) return;
    if (this.board.mend?.(mark.mend)) return; // the editor says by itself what it changed
    const { content, upto } = await this.standing();
    const answer = await ask<{ content: string }>(this.data.acts.mend, { name: this.data.name, content, mend: mark.mend });
    if (!answer.ok) return this.bars.trouble(answer.refusal.sentence);
    if (upto !== this.edits) return void this.check(); // somebody went on writing: the mend would take it back
    await this.board.write(answer.told.content);
    this.changed();
  }

  private key(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    void this.save();
  }

  private leave(): void {
    if (this.turn && !this.unsaved) void ask(this.data.acts.release, {}, { keepalive: true });
  }
}

function marksOf(told: Checked): Mark[] {
  const open = told.notes.filter((note) => note.open).map((note) => ({ ...note, grave: false }));
  const grave = told.refusals.map((note) => ({ ...note, grave: true }));
  return [...grave, ...open].map((note) => ({ ...note, mend: told.mends.find((mend) => mend.at === note.element && mend.said === note.message) }));
}

/** Open an editor: begin() is called once the board can be read. */
export async function openOffice(board: Board): Promise<Office> {
  const office = new Office(board);
  await office.begin();
  return office;
}

export type { Answer };
