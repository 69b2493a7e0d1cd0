import type { Content, Step } from '../../../src/api/types';
import { assertNever } from '../../../src/util/assertNever';
import { ServiceError } from '../errors';
import { signatureOf } from '../interactions/ids';
import type { Run } from '../interactions/run';
import { isObject, toList, toObject, toText, words } from '../json';
import { silentMp3 } from '../media/mp3';
import { picture, pictureSize } from '../media/picture';
import { encodePng } from '../media/png';
import { encodeWav, hum } from '../media/wav';
import type { ModelKind } from '../resources/models';
import type { Answer } from './answer';
import { questionOf } from './question';

/** The media model's own answer: a picture, speech, music, or a transcript, each of them a real file. */
export function mediaAnswer(run: Run, kind: Exclude<ModelKind, 'text'>): Answer {
  const { text } = questionOf(run);
  const step: Step = { type: 'model_output', content: contentFor(run, kind, text) };
  const thought: Step = { type: 'thought', signature: signatureOf(text) };
  return { actions: kind === 'image' ? [{ step: thought }, { step }] : [{ step }] };
}

function contentFor(run: Run, kind: Exclude<ModelKind, 'text'>, text: string): readonly Content[] {
  switch (kind) {
    case 'image': {
      const format = formatOf(run, 'image');
      const { width, height } = pictureSize(toText(format['aspect_ratio']), toText(format['image_size']));
      const data = encodePng(picture(text, width, height)).toString('base64');
      return [{ type: 'image', data, mime_type: 'image/png' }];
    }
    case 'speech':
      return [speech(run, text)];
    case 'music': {
      const seconds = words(run.request['model']).includes('clip') ? 3 : 6;
      return [
        { type: 'text', text: `[Verse]\n${text || 'La la la'}\n\n[Chorus]\nThis is the emulator’s silence.` },
        { type: 'audio', data: silentMp3(seconds).toString('base64'), mime_type: 'audio/mp3' },
      ];
    }
    case 'transcript':
      return [transcript('The emulator hears a few words.')];
    case 'video':
      throw new ServiceError(501, 'unimplemented', 'The emulator makes no video.');
    default:
      return assertNever(kind);
  }
}

function formatOf(run: Run, type: string): ReturnType<typeof toObject> {
  const wanted = run.request['response_format'];
  const formats = (isObject(wanted) ? [wanted] : toList(wanted)).map(toObject);
  return formats.find((format) => format['type'] === type) ?? {};
}

/** A hum as long as the text: raw samples from the preview model and in streams, a WAV file otherwise. */
function speech(run: Run, text: string): Content {
  const rate = 24_000;
  const samples = hum(text, rate);
  const wanted = toText(formatOf(run, 'audio')['mime_type']);
  const isPreview = words(run.request['model']).endsWith('-preview');
  const type =
    wanted ??
    (isPreview ? 'audio/l16;rate=24000' : run.request['stream'] === true ? 'audio/l16' : 'audio/wav');
  const bytes = type.startsWith('audio/l16') ? samples : encodeWav(samples, rate);
  const mime_type = type.startsWith('audio/l16') ? type : 'audio/wav';
  return { type: 'audio', data: bytes.toString('base64'), mime_type, sample_rate: rate, channels: 1 };
}

function transcript(text: string): Content {
  let start = 0;
  const annotations = text.split(' ').map((word, index) => {
    const start_index = start;
    const end_index = start_index + Buffer.byteLength(word);
    start = end_index + 1;
    const span = {
      start_index,
      end_index,
      start_offset: `${index * 0.4}s`,
      end_offset: `${index * 0.4 + 0.3}s`,
    };
    return { type: 'word_info', text: word, speaker: 'A', ...span } as const;
  });
  return { type: 'text', text, annotations };
}
