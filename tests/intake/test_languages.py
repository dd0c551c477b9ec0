"""Diaries as people keep them in eleven languages: what is read is right, what is not certain is not read."""

from __future__ import annotations

import re

import pytest

from analysis.intake import load_logs, phrases, words
from analysis.intake.columns import read_headers
from analysis.intake.date_shapes import read_shape
from analysis.intake.headers import read_header
from analysis.intake.meaning import STRUCTURE
from analysis.intake.words import cell_words, header_rows, header_words
from analysis.schema import METRICS, MOMENTS, REGIONS, SIDES

# One header a line, and behind the bar its role, then side, region, moment, unit and scale in any order.
# 'done' stands for a column that says whether something was done: done, exercise or routine.
HEADERS = {
    "en": """
Pain level (0-10) | pain 0-10
painLeft | pain left
PainRight | pain right
hipTightnessLeft | tightness left hip
ROMLeft | rom left
Low back pain (NRS) | pain lower_back 0-10
How would you rate your lower back pain today? (0 = no pain, 10 = worst imaginable) | pain lower_back 0-10
How stiff does your neck feel this morning, on a scale of 0 to 10? | tightness neck morning 0-10
How many hours did you sleep last night? | sleep_h
How well did you sleep? (1-5) | sleep_quality 1-5
How many painkillers did you take today? | painkillers
How stressed do you feel right now? (0-10) | stress 0-10
What is your mood today? (1-10) | mood 1-10
Hours spent sitting | sitting_h
Time spent sitting (hours) | sitting_h h
Hamstring flexibility L (deg) | rom left hamstring deg
Hip extension before - left (degrees) | rom left hip pre deg
Left hip ROM after (°) | rom left hip post deg
Pre-stretch tightness | tightness pre
Post-stretch tightness | tightness post
Shoulder pain R | pain right shoulder
Did you stretch today? (yes/no) | done
Stretching (mins) | minutes min
Minutes stretched | minutes min
How many minutes did you stretch for? | minutes min
Any comments? | notes
Lower back stiffness AM | tightness lower_back morning
Hip pain PM (0-10) | pain hip evening 0-10
Sleep (hrs) | sleep_h h
Painkillers taken | painkillers
Right knee pain /10 | pain right knee 0-10
Tightness (VAS) | tightness
Energy levels | energy
Energy Level (1-10) | energy 1-10
Stress Level | stress
Client | person
Client initials | person
Client ID | person
""",
    "de": """
Datum | date
Tag | date
Wann? | time
Schmerzen (0-10) | pain 0-10
Schmerzstärke (NRS) | pain 0-10
Schmerz von 0 bis 10 | pain 0-10
Schmerz re. | pain right
Schmerz li. | pain left
Schmerz rechte Hüfte | pain right hip
Rückenschmerzen (0 = keine, 10 = unerträglich) | pain lower_back 0-10
Nackenschmerz abends | pain neck evening
Nackenschmerzen morgens | pain neck morning
Schulterschmerzen rechts | pain right shoulder
Kreuzschmerzen | pain lower_back
Verspannung Nacken | tightness neck
Nackenverspannung | tightness neck
Verspannungen Schulter links | tightness left shoulder
Hüftbeuger Verspannung vorher | tightness hip pre
Steifigkeit am Morgen | tightness morning
Steifheit nach dem Dehnen | tightness post
Schmerz vor dem Dehnen | pain pre
Schmerzen nach der Übung | pain post
Hüftstreckung links vorher (°) | rom left hip pre deg
Hüftstreckung re. nachher (Grad) | rom right hip post deg
Hüftextension links (°) | rom left hip deg
Knieflexion rechts in Grad | rom right knee deg
Bewegungsausmaß Hüfte li | rom left hip
Finger-Boden-Abstand (cm) | reach cm
FBA (cm) | reach cm
Dehnzeit (min) | minutes min
Dehndauer | minutes
Minuten gedehnt | minutes min
Wie viele Minuten hast du gedehnt? | minutes min
Wie lange hast du heute gedehnt? | minutes
Hast du heute gedehnt? | done
Gedehnt (ja/nein) | done
Wie stark sind deine Schmerzen heute? (0 = keine, 10 = stärkste) | pain 0-10
Wie verspannt fühlen sich deine Hüftbeuger an? | tightness hip
Wie gestresst fühlst du dich heute? (1-10) | stress 1-10
Wie gut hast du geschlafen? (1-5) | sleep_quality 1-5
Wie viele Stunden hast du heute gesessen? | sitting_h
Schlaf (h) | sleep_h h
Schlaf in Stunden | sleep_h
Std. Schlaf | sleep_h
Schlafqualität (1-10) | sleep_quality 1-10
Sitzen (Std.) | sitting_h h
Sitzdauer in h | sitting_h
Stunden im Sitzen | sitting_h
Stimmung (1-10) | mood 1-10
Stress (1-10) | stress 1-10
Stressniveau | stress
Schmerzmittel | painkillers
Schmerzmittel genommen | painkillers
Anzahl Schmerztabletten | painkillers
Ibu (Stück) | painkillers count
Bemerkung | notes
Sonstiges | notes
Patient | person
Klientin | person
Seite | side
Übungen | exercise
Was hast du gemacht? | exercise
""",
    "fr": """
Date | date
Jour | date
Heure | time
Douleur (0 = rien, 10 = insupportable) | pain 0-10
Douleur de 0 à 10 | pain 0-10
Douleur sur 10 | pain 0-10
Douleur /10 | pain 0-10
Douleur (EVA) | pain
EVA douleur | pain
Douleur hanche gauche | pain left hip
Douleur hanche dte | pain right hip
Mal de dos | pain lower_back
Douleurs lombaires (0-10) | pain lower_back 0-10
Douleur au genou droit | pain right knee
Douleur à l'épaule gauche | pain left shoulder
Douleur cervicale | pain neck
Douleur matin | pain morning
Douleur le soir | pain evening
Douleur avant séance | pain pre
Douleur après la séance | pain post
Douleur avant étirements | pain pre
Raideur des hanches (0 à 10) | tightness hip 0-10
Raideur ischio-jambiers D | tightness hamstring
Tension psoas gauche | tightness left hip
Flexion hanche droite après (degrés) | rom right hip post deg
Amplitude hanche gauche en degrés | rom left hip deg
Distance doigts-sol (cm) | reach cm
Durée des étirements (min) | minutes min
Minutes d'étirement | minutes min
Temps d'étirement (min) | minutes min
Étirements (min) | minutes min
Combien de minutes vous êtes-vous étiré aujourd'hui ? | minutes min
Combien de temps avez-vous passé à vous étirer (minutes) ? | minutes min
Avez-vous fait vos étirements ? | done
Étirements faits ? | done
Quelle est l'intensité de votre douleur en ce moment ? (0 à 10) | pain 0-10
À quel point vos hanches sont-elles raides ce matin ? (0-10) | tightness hip morning 0-10
Sur une échelle de 0 à 10, quelle est votre douleur au dos ? | pain lower_back 0-10
Sommeil (h) | sleep_h h
Heures de sommeil | sleep_h
Nombre d'heures de sommeil | sleep_h
Combien d'heures avez-vous dormi cette nuit ? | sleep_h
Qualité du sommeil (1-5) | sleep_quality 1-5
Heures assises | sitting_h
Temps assis (h) | sitting_h h
Nb d'heures assis | sitting_h
Stress (1 à 5) | stress 1-5
Niveau de stress | stress
Humeur | mood
Antidouleurs pris | painkillers
Médicaments contre la douleur | painkillers
Nombre de Doliprane | painkillers
Remarques | notes
Commentaires éventuels | notes
Nom du patient | person
Côté | side
Exercice effectué | exercise
""",
    "es": """
Fecha | date
Día | date
Hora | time
Dolor (0-10) | pain 0-10
Dolor de 0 a 10 | pain 0-10
Dolor (EVA) | pain
Nivel de dolor (0 = nada, 10 = insoportable) | pain 0-10
Dolor de espalda | pain lower_back
Dolor lumbar | pain lower_back
Dolor cervical | pain neck
Dolor de cuello | pain neck
Dolor cadera izq. | pain left hip
Dolor cadera dcha. | pain right hip
Dolor rodilla derecha | pain right knee
Dolor en el hombro izquierdo | pain left shoulder
Dolor por la mañana | pain morning
Dolor por la noche | pain night
Dolor antes de estirar | pain pre
Dolor después de estirar | pain post
Dolor antes | pain pre
Rigidez matutina | tightness morning
Rigidez de cadera | tightness hip
Rigidez isquios | tightness hamstring
Tensión en los flexores de cadera | tightness hip
Extensión cadera izquierda (grados) | rom left hip deg
Flexión de cadera derecha (°) | rom right hip deg
Rango de movimiento cadera izq (º) | rom left hip deg
Movilidad hombro derecho (grados) | rom right shoulder deg
Distancia dedos-suelo (cm) | reach cm
Minutos de estiramiento | minutes min
Estiramientos (min) | minutes min
Tiempo de estiramiento (min) | minutes min
Duración (min) | minutes min
¿Cuántos minutos has estirado hoy? | minutes min
¿Cuánto tiempo estiraste hoy? | minutes
¿Has estirado hoy? | done
¿Hiciste los ejercicios? | done
¿Cuánto te duele la espalda ahora? (0-10) | pain lower_back 0-10
¿Qué tan rígidas sientes las caderas? (0-10) | tightness hip 0-10
En una escala de 0 a 10, ¿cuánto dolor tienes hoy? | pain 0-10
¿Cuántas horas dormiste anoche? | sleep_h
Horas de sueño | sleep_h
Sueño (h) | sleep_h h
Calidad del sueño (1-5) | sleep_quality 1-5
Horas sentado/a | sitting_h
Horas sentada | sitting_h
Estrés (1-10) | stress 1-10
Nivel de estrés | stress
Estado de ánimo | mood
Analgésicos | painkillers
Analgésicos tomados | painkillers
Calmantes | painkillers
Observaciones | notes
Comentarios | notes
Paciente | person
Lado | side
Ejercicio | exercise
""",
    "pt": """
Data | date
Dia | date
Hora | time
Dor (0-10) | pain 0-10
Dor de 0 a 10 | pain 0-10
Dor (EVA) | pain
Nível de dor (0 = nenhuma, 10 = insuportável) | pain 0-10
Dor nas costas | pain lower_back
Dor lombar | pain lower_back
Dor cervical | pain neck
Dor no pescoço | pain neck
Dor no quadril esquerdo | pain left hip
Dor quadril dir. | pain right hip
Dor no joelho direito | pain right knee
Dor no ombro esq | pain left shoulder
Dor de manhã | pain morning
Dor à noite | pain night
Dor antes do alongamento | pain pre
Dor depois do alongamento | pain post
Dor após | pain post
Rigidez matinal | tightness morning
Rigidez do quadril | tightness hip
Tensão muscular | tightness
Extensão do quadril esquerdo (graus) | rom left hip deg
Flexão quadril direito (°) | rom right hip deg
Amplitude de movimento quadril esq. (graus) | rom left hip deg
ADM quadril esquerdo (graus) | rom left hip deg
Minutos de alongamento | minutes min
Alongamento (min) | minutes min
Tempo de alongamento (min) | minutes min
Duração (min) | minutes min
Quantos minutos você alongou hoje? | minutes min
Você alongou hoje? | done
Fez alongamento? | done
Qual é o seu nível de dor agora? (0 a 10) | pain 0-10
Quão rígido está o seu quadril hoje? (0-10) | tightness hip 0-10
Em uma escala de 0 a 10, qual a sua dor nas costas? | pain lower_back 0-10
Quantas horas você dormiu? | sleep_h
Horas de sono | sleep_h
Sono (h) | sleep_h h
Qualidade do sono (1-5) | sleep_quality 1-5
Horas sentado | sitting_h
Horas sentada | sitting_h
Estresse (1-10) | stress 1-10
Nível de stress | stress
Humor (1-5) | mood 1-5
Analgésicos | painkillers
Remédio para dor | painkillers
Observações | notes
Obs. | notes
Paciente | person
Lado | side
Exercício | exercise
""",
    "it": """
Data | date
Giorno | date
Ora | time
Dolore (0-10) | pain 0-10
Dolore da 0 a 10 | pain 0-10
Dolore (NRS) | pain 0-10
Livello di dolore (0 = nessuno, 10 = insopportabile) | pain 0-10
Mal di schiena | pain lower_back
Dolore lombare | pain lower_back
Dolore cervicale | pain neck
Dolore al collo | pain neck
Dolore anca sx | pain left hip
Dolore anca dx | pain right hip
Dolore al ginocchio destro | pain right knee
Dolore alla spalla sinistra | pain left shoulder
Dolore mattina | pain morning
Dolore alla sera | pain evening
Dolore prima dello stretching | pain pre
Dolore dopo lo stretching | pain post
Rigidità mattutina | tightness morning
Rigidità anche | tightness hip
Rigidità muscolare | tightness
Tensione flessori anca | tightness hip
Estensione anca sx (gradi) | rom left hip deg
Flessione anca destra (°) | rom right hip deg
ROM anca sx prima (°) | rom left hip pre deg
Mobilità spalla dx (gradi) | rom right shoulder deg
Distanza dita-suolo (cm) | reach cm
Minuti di stretching | minutes min
Stretching (min) | minutes min
Durata (min) | minutes min
Tempo di allungamento (min) | minutes min
Quanti minuti hai fatto di stretching oggi? | minutes min
Hai fatto stretching oggi? | done
Quanto dolore senti adesso? (0-10) | pain 0-10
Quanto senti rigide le anche? (0-10) | tightness hip 0-10
Su una scala da 0 a 10, quanto è forte il dolore alla schiena? | pain lower_back 0-10
Quante ore hai dormito stanotte? | sleep_h
Ore di sonno | sleep_h
Sonno (ore) | sleep_h h
Qualità del sonno (1-5) | sleep_quality 1-5
Ore seduto | sitting_h
Ore seduta | sitting_h
Stress (1-10) | stress 1-10
Livello di stress | stress
Umore | mood
Antidolorifici | painkillers
Antidolorifici presi | painkillers
Note | notes
Osservazioni | notes
Paziente | person
Lato | side
Esercizio | exercise
""",
    "nl": """
Datum | date
Dag | date
Tijd | time
Pijn (0-10) | pain 0-10
Pijn van 0 tot 10 | pain 0-10
Pijnscore (NRS) | pain 0-10
Pijnscore | pain
Pijn (0 = geen, 10 = ondraaglijk) | pain 0-10
Rugpijn | pain lower_back
Nekpijn | pain neck
Nekpijn 's avonds | pain neck evening
Schouderpijn rechts | pain right shoulder
Pijn linkerheup | pain left hip
Pijn rechter knie | pain right knee
Kniepijn li | pain left knee
Pijn 's ochtends | pain morning
Pijn voor het rekken | pain pre
Pijn na het rekken | pain post
Ochtendstijfheid | tightness morning
Stijfheid heup | tightness hip
Stijfheid hamstrings rechts | tightness right hamstring
Spanning nek | tightness neck
Heupextensie links (graden) | rom left hip deg
Heupflexie rechts (°) | rom right hip deg
Beweeglijkheid heup links vooraf (°) | rom left hip pre deg
Vinger-vloer afstand (cm) | reach cm
Minuten gerekt | minutes min
Rekken (min) | minutes min
Duur (min) | minutes min
Rektijd (minuten) | minutes min
Hoeveel minuten heb je vandaag gerekt? | minutes min
Hoe lang heb je gestretcht? | minutes
Heb je vandaag gerekt? | done
Hoeveel pijn heb je nu? (0-10) | pain 0-10
Hoe stijf voelen je heupen vandaag? (0-10) | tightness hip 0-10
Op een schaal van 0 tot 10, hoeveel rugpijn heb je? | pain lower_back 0-10
Hoeveel uur heb je geslapen? | sleep_h
Uren geslapen | sleep_h
Slaap (uur) | sleep_h h
Slaap (u) | sleep_h h
Slaapkwaliteit (1-5) | sleep_quality 1-5
Uren gezeten | sitting_h
Zitten (uur) | sitting_h h
Aantal uren zitten | sitting_h
Stress (1-10) | stress 1-10
Stressniveau | stress
Stemming | mood
Pijnstillers | painkillers
Pijnstillers genomen | painkillers
Aantal pijnstillers | painkillers
Opmerkingen | notes
Cliënt | person
Kant | side
Oefening | exercise
""",
    "sv": """
Datum | date
Dag | date
Tid | time
Klockslag | time
Smärta (0-10) | pain 0-10
Smärta från 0 till 10 | pain 0-10
Smärta (NRS) | pain 0-10
Smärta skala 0-10 | pain 0-10
Smärtnivå | pain
Ont i ryggen | pain lower_back
Ryggsmärta | pain lower_back
Nacksmärta | pain neck
Nackvärk kväll | pain neck evening
Axelsmärta höger | pain right shoulder
Smärta höger knä | pain right knee
Smärta vä höft | pain left hip
Smärta hö höft | pain right hip
Smärta på morgonen | pain morning
Smärta före stretching | pain pre
Smärta efter stretching | pain post
Morgonstelhet | tightness morning
Stelhet höft | tightness hip
Stelhet i höfterna | tightness hip
Stelhet nacke | tightness neck
Spänning nacke | tightness neck
Höftextension vänster (grader) | rom left hip deg
Höftflexion höger (°) | rom right hip deg
Rörlighet höft vä före (°) | rom left hip pre deg
Finger-golv-avstånd (cm) | reach cm
Stretching (min) | minutes min
Minuter stretching | minutes min
Stretchtid (min) | minutes min
Hur många minuter stretchade du idag? | minutes min
Hur länge stretchade du? | minutes
Stretchade du idag? | done
Har du stretchat idag? | done
Hur ont har du just nu? (0-10) | pain 0-10
Hur stel känner du dig i höfterna? (0-10) | tightness hip 0-10
På en skala 0-10, hur ont har du i ryggen? | pain lower_back 0-10
Hur många timmar sov du i natt? | sleep_h
Sömn (timmar) | sleep_h h
Sömn (tim) | sleep_h h
Timmar sömn | sleep_h
Sömnkvalitet (1-5) | sleep_quality 1-5
Sittande (timmar) | sitting_h h
Stillasittande timmar | sitting_h
Timmar stillasittande | sitting_h
Stress (1-10) | stress 1-10
Stressnivå | stress
Humör | mood
Smärtstillande | painkillers
Antal smärtstillande tabletter | painkillers
Anteckningar | notes
Kommentar | notes
Klient | person
Sida | side
Övning | exercise
""",
    "da": """
Dato | date
Dag | date
Tidspunkt | time
Smerte (0-10) | pain 0-10
Smerter fra 0 til 10 | pain 0-10
Smerter (NRS) | pain 0-10
Smerteniveau | pain
Smertescore | pain
Rygsmerter | pain lower_back
Ondt i ryggen | pain lower_back
Nakkesmerter aften | pain neck evening
Skuldersmerter højre | pain right shoulder
Knæsmerter venstre | pain left knee
Smerte højre knæ | pain right knee
Hoftesmerter ve. | pain left hip
Smerte før udstrækning | pain pre
Smerte efter udstrækning | pain post
Morgenstivhed | tightness morning
Stivhed i hoften | tightness hip
Stivhed nakke | tightness neck
Spænding i nakken | tightness neck
Hofteekstension venstre (grader) | rom left hip deg
Hoftefleksion højre (°) | rom right hip deg
Bevægelighed hofte venstre før (°) | rom left hip pre deg
Udstrækning (min) | minutes min
Minutter udstrækning | minutes min
Varighed (min) | minutes min
Hvor mange minutter strakte du ud i dag? | minutes min
Hvor længe strakte du ud? | minutes
Har du strakt ud i dag? | done
Hvor ondt har du lige nu? (0-10) | pain 0-10
Hvor stiv føler du dig i hofterne? (0-10) | tightness hip 0-10
Hvor mange timer sov du i nat? | sleep_h
Søvn (timer) | sleep_h h
Timers søvn | sleep_h
Søvnkvalitet (1-5) | sleep_quality 1-5
Stillesiddende (timer) | sitting_h h
Timer siddende | sitting_h
Stress (1-10) | stress 1-10
Stressniveau | stress
Humør | mood
Smertestillende | painkillers
Smertestillende piller | painkillers
Bemærkninger | notes
Noter | notes
Klient | person
Side | side
Øvelse | exercise
""",
    "no": """
Dato | date
Dag | date
Klokkeslett | time
Smerte (0-10) | pain 0-10
Smerter fra 0 til 10 | pain 0-10
Smerte (NRS) | pain 0-10
Smertenivå | pain
Ryggsmerter | pain lower_back
Vondt i ryggen | pain lower_back
Nakkesmerter kveld | pain neck evening
Skuldersmerter høyre | pain right shoulder
Knesmerter venstre | pain left knee
Smerte høyre kne | pain right knee
Hoftesmerter ve. | pain left hip
Smerte før tøying | pain pre
Smerte etter tøying | pain post
Morgenstivhet | tightness morning
Stivhet i hoften | tightness hip
Stivhet nakke | tightness neck
Hofteekstensjon venstre (grader) | rom left hip deg
Hoftefleksjon høyre (°) | rom right hip deg
Bevegelighet hofte venstre før (°) | rom left hip pre deg
Tøying (min) | minutes min
Minutter tøying | minutes min
Varighet (min) | minutes min
Hvor mange minutter tøyde du i dag? | minutes min
Hvor lenge tøyde du? | minutes
Har du tøyd i dag? | done
Hvor vondt har du akkurat nå? (0-10) | pain 0-10
Hvor stiv føler du deg i hoftene? (0-10) | tightness hip 0-10
Hvor mange timer sov du i natt? | sleep_h
Søvn (timer) | sleep_h h
Timer søvn | sleep_h
Søvnkvalitet (1-5) | sleep_quality 1-5
Stillesitting (timer) | sitting_h h
Timer sittende | sitting_h
Stress (1-10) | stress 1-10
Stressnivå | stress
Humør | mood
Smertestillende | painkillers
Merknader | notes
Notater | notes
Klient | person
Side | side
Øvelse | exercise
""",
    "pl": """
Data | date
Dzień | date
Godzina | time
Ból (0-10) | pain 0-10
Ból od 0 do 10 | pain 0-10
Ból (NRS) | pain 0-10
Ból w skali 0-10 | pain 0-10
Poziom bólu (0 = brak, 10 = nie do zniesienia) | pain 0-10
Natężenie bólu | pain
Ból pleców | pain lower_back
Ból krzyża | pain lower_back
Ból szyi | pain neck
Ból karku wieczorem | pain neck evening
Ból barku prawego | pain right shoulder
Ból prawego kolana | pain right knee
Ból kolana L | pain left knee
Ból lewego biodra rano | pain left hip morning
Ból przed rozciąganiem | pain pre
Ból po rozciąganiu | pain post
Sztywność poranna | tightness morning
Sztywność bioder | tightness hip
Sztywność szyi | tightness neck
Napięcie karku | tightness neck
Wyprost biodra lewego (stopnie) | rom left hip deg
Zgięcie biodra prawego (°) | rom right hip deg
Zakres ruchu biodro lewe przed (°) | rom left hip pre deg
Ruchomość biodra prawego (stopni) | rom right hip deg
Rozciąganie (min) | minutes min
Minuty rozciągania | minutes min
Czas trwania (min) | minutes min
Czas rozciągania (min) | minutes min
Ile minut się dziś rozciągałeś? | minutes min
Jak długo się rozciągałaś? | minutes
Czy dziś się rozciągałeś? | done
Jak silny jest ból teraz? (0-10) | pain 0-10
Jak bardzo sztywne są twoje biodra? (0-10) | tightness hip 0-10
W skali od 0 do 10, jak bardzo bolą cię plecy? | pain lower_back 0-10
Ile godzin spałeś? | sleep_h
Sen (godz.) | sleep_h h
Sen (h) | sleep_h h
Godziny snu | sleep_h
Liczba godzin snu | sleep_h
Jakość snu (1-5) | sleep_quality 1-5
Siedzenie (godz.) | sitting_h h
Godziny siedzenia | sitting_h
Ile godzin siedziałeś? | sitting_h
Stres (1-10) | stress 1-10
Poziom stresu | stress
Nastrój | mood
Leki przeciwbólowe | painkillers
Tabletki przeciwbólowe | painkillers
Uwagi | notes
Notatki | notes
Pacjent | person
Klient | person
Strona | side
Ćwiczenie | exercise
""",
}  # fmt: skip

NO_READINGS = """
Pain-free ROM
Pain free (yes/no)
Pain free?
Painfree days
Days since pain
Days without pain
Date of birth
Left work at
Rest pain goal
Target ROM
Target ROM left (°)
ROM goal (°)
Pain goal (0-10)
Goal minutes
Planned minutes
Target stretch minutes
Schmerzfrei
Schmerzfrei (ja/nein)
Zielwert
Ziel-Minuten
Zielschmerz
Soll ROM (°)
Soll-Winkel links
Wirkung
No. of sessions
Age
Room temperature °C
Temperature °
Kilometres
Steps goal
Room
Neck size cm
Expected pain (0-10)
Predicted tightness tomorrow (0-10)
Pain tomorrow
Pain yesterday
Pain last week (0-10)
How satisfied are you with your pain treatment? (0-10)
How worried are you about your pain? (0-10)
How confident are you that your pain will improve? (0-10)
How much did pain interfere with your sleep last night? (0-10)
Fear of pain (0-10)
Stress ball squeezes
Pain threshold (kg)
Pain start date
When did the pain start?
Pain duration (min)
Duration of pain
Minutes until asleep
Minutes awake
Time to fall asleep (min)
Sleep goal (h)
Sleep debt (h)
Sleep latency (min)
Hours of sleep planned
Partner's pain (0-10)
Partner sleep (h)
Change in pain
Pain change (0-10)
Pain improvement (%)
Pain relief (0-10)
Pain reduction
Difference left right
Left-right difference (°)
ROM difference
Δ ROM (°)
Baseline ROM (°)
Normal ROM (°)
Max possible ROM (°)
Best ROM ever (°)
Schmerzziel
Ziel Beweglichkeit (°)
Schmerzlinderung (0-10)
Schmerzveränderung
Schmerzdauer (min)
Schmerzfreie Tage
Tage ohne Schmerz
Erwarteter Schmerz (0-10)
Angst vor Schmerz (0-10)
Zimmertemperatur (°)
Geburtsdatum
Alter
Tage seit Schmerzbeginn
Schlafenszeit
Einschlafdauer (min)
Differenz li/re (°)
Douleur cible
Objectif douleur (0-10)
Objectif (min)
Sans douleur
Sans douleur (oui/non)
Jours sans douleur
Soulagement de la douleur (0-10)
Date de naissance
Durée de la douleur (min)
Température (°)
Peur de la douleur (0-10)
Douleur prévue
Écart G/D (°)
Âge
Dolor objetivo
Objetivo de dolor (0-10)
Meta minutos
Sin dolor
Días sin dolor
Alivio del dolor (0-10)
Fecha de nacimiento
Duración del dolor (min)
Miedo al dolor (0-10)
Diferencia (°)
Edad
Meta de dor
Objetivo ROM (graus)
Sem dor
Dias sem dor
Alívio da dor (0-10)
Data de nascimento
Duração da dor (min)
Diferença (graus)
Obiettivo dolore
Obiettivo ROM (gradi)
Senza dolore
Giorni senza dolore
Sollievo dal dolore (0-10)
Data di nascita
Durata del dolore (min)
Differenza dx/sx (gradi)
Doel pijn
Streefwaarde ROM (graden)
Doelminuten
Pijnvrij
Dagen zonder pijn
Geboortedatum
Duur van de pijn (min)
Verschil links rechts (graden)
Mål smärta
Målvärde ROM (grader)
Smärtfri
Dagar utan smärta
Födelsedatum
Smärtlindring (0-10)
Skillnad vä/hö (grader)
Mål smerte
Smertefri
Dage uden smerte
Fødselsdato
Smertelindring (0-10)
Forskel (grader)
Smertefri (ja/nei)
Dager uten smerte
Forskjell (grader)
Cel ból
Docelowy zakres ruchu (°)
Bez bólu
Bezbolesny
Dni bez bólu
Data urodzenia
Czas trwania bólu (min)
Różnica L/P (°)
Wiek
Spannung (V)
Blood pressure
Tension artérielle
Tensión arterial
Headache
Toothache (0-10)
Migraine (0-10)
Mal de tête
Zahnschmerzen
Sitzplatz
Sittplats
Mood swings
Energiekosten
Stress test date
Day rating
Back to work
Back at home (h)
Hand
Right now
All right?
Rest days
Room (°)
Heart rate max
Weight goal (kg)
Time awake (h)
Screen time (h)
Work (h)
Arbeit (h)
Travail (h)
Trabajo (horas)
Commute (min)
TV (min)
Reading (min)
Walk (min)
Pause (min)
Rest (min)
Rest time (min)
Erholung (min)
Pain medication goal
"""

# A sheet of one person: hips left and right, stretching, sleep, sitting, painkillers, a total.
SHEETS = {
    "en": """Date,L hip pain,R hip pain,Stretch (min),Sleep (hrs),Hours sitting,Painkillers,Comments
Mon 2 Mar 2026,4,3,10 min,7.5,8,no,
Tue 3 Mar 2026,5,none,15 mins,6.5,9,yes,tired
Sat 14 Mar 2026,3,2,1h 20,8,7,2,
Average,4,2.5,,,,,
""",
    "de": """Datum;Wochentag;Schmerz re. Hüfte (0-10);Schmerz li. Hüfte (0-10);Dehnen (Min.);Schlaf (Std.);Sitzen (Std.);Schmerzmittel;Bemerkung
Mo, 2.3.2026;Mo;4;3;10 Min.;7,5;8;nein;gut
Di, 3.3.2026;Di;5;3;-;6,5;9;1 Ibu;viel gesessen
Mi, 4.3.2026;Mi;keine;2;15 Min.;7;6;ja;
Do, 5.3.2026;Do;3-4;k.A.;1 Std 5 Min;8;7,5;0;
Summe;;;;25;;;;
""",
    "fr": """Date;Douleur hanche G (0 = rien, 10 = insupportable);Douleur hanche D (0 = rien, 10 = insupportable);Étirements (min);Sommeil (h);Heures assis;Antidouleurs;Remarques
lundi 2 mars 2026;4;3;10 min;7h30;8;non;
mardi 3 mars 2026;5;aucune;un quart d'heure;6h45;9;1;fatigué
1er avril 2026;3;2;1h05;8h;7,5;oui;
Moyenne;4;2,5;;;;;
""",
    "es": """Fecha;Dolor cadera izq. (0-10);Dolor cadera der. (0-10);Estiramientos (min);Sueño (h);Horas sentado;Analgésicos;Notas
lunes 2 de marzo de 2026;4;3;10 min;7,5;8;no;
martes 3 de marzo de 2026;5;ninguno;15 min.;6,5;9;sí;cansado
14 de marzo de 2026;3;2;1 h 20 min;8;7;1;
Promedio;4;2,5;;;;;
""",
    "pt": """Data;Dor quadril esq. (0-10);Dor quadril dir. (0-10);Alongamento (min);Sono (h);Horas sentado;Analgésicos;Obs.
segunda-feira, 2 de março de 2026;4;3;10 min;7,5;8;não;
terça-feira, 3 de março de 2026;5;nenhuma;15 min;6,5;9;sim;cansado
14 de março de 2026;3;2;1h20;8;7;1;
Média;4;2,5;;;;;
""",
    "it": """Data;Dolore anca sx (0-10);Dolore anca dx (0-10);Stretching (min);Sonno (ore);Ore seduto;Antidolorifici;Note
lunedì 2 marzo 2026;4;3;10 min;7,5;8;no;
martedì 3 marzo 2026;5;nessuno;15 min.;6,5;9;sì;stanco
14 marzo 2026;3;2;1 ora 20 min;8;7;1;
Media;4;2,5;;;;;
""",
    "nl": """Datum;Pijn linkerheup (0-10);Pijn rechterheup (0-10);Rekken (min);Slaap (uur);Uren gezeten;Pijnstillers;Opmerkingen
ma 2 mrt 2026;4;3;10 min;7,5;8;nee;
di 3 mrt 2026;5;geen;15 min.;6,5;9;ja;moe
za 14 mrt 2026;3;2;1 uur 20 min;8;7;1;
Gemiddelde;4;2,5;;;;;
""",
    "sv": """Datum;Smärta vä höft (0-10);Smärta hö höft (0-10);Stretching (min);Sömn (tim);Stillasittande (tim);Smärtstillande;Anteckningar
måndag 2 mars 2026;4;3;10 min;7,5;8;nej;
tisdag 3 mars 2026;5;ingen;20 minuter;6,5;9;ja;trött
lör 14 mars 2026;3;2;1 tim 20 min;8;7;1 st;
Medel;4;2,5;;;;;
""",
    "da": """Dato;Smerte ve. hofte (0-10);Smerte hø. hofte (0-10);Udstrækning (min);Søvn (timer);Timer siddende;Smertestillende;Noter
mandag 2. marts 2026;4;3;10 min;7,5;8;nej;
tirsdag 3. marts 2026;5;ingen;20 minutter;6,5;9;ja;træt
lør. 14. marts 2026;3;2;1 time 20 min;8;7;1 stk;
Gennemsnit;4;2,5;;;;;
""",
    "no": """Dato;Smerte ve. hofte (0-10);Smerte hø. hofte (0-10);Tøying (min);Søvn (timer);Timer sittende;Smertestillende;Merknader
mandag 2. mars 2026;4;3;10 min;7,5;8;nei;
tirsdag 3. mars 2026;5;ingen;20 minutter;6,5;9;ja;trøtt
lør. 14. mars 2026;3;2;1 time 20 min;8;7;1 stk;
Snitt;4;2,5;;;;;
""",
    "pl": """Data;Ból lewego biodra (0-10);Ból prawego biodra (0-10);Rozciąganie (min);Sen (godz.);Godziny siedzenia;Leki przeciwbólowe;Uwagi
poniedziałek, 2 marca 2026;4;3;10 min;7,5;8;nie;
wtorek, 3 marca 2026;5;brak;15 min.;6,5;9;tak;zmęczony
14 marca 2026 r.;3;2;1 godz. 20 min;8;7;1 szt.;
Razem;12;;;;;;
""",
}  # fmt: skip

# The responses of a form, with questions as headers.
FORMS = {
    "en": """Timestamp,"On a scale of 0 to 10, how bad is your lower back pain?","How stiff are your hip flexors?  (0-10)","Did you stretch today?","How many minutes did you stretch?","How stressed are you? (1-5)","How many hours did you sleep last night?","Target pain for tomorrow (0-10)","Anything else?"
3/2/2026 20:14:05,4,6,Yes,15,3,7,2,
3/3/2026 21:02:44,5,7,No,,4,6.5,2,
3/14/2026 20:40:10,3,5,Yes,20,2,8,1,
""",
    "de": """Zeitstempel,"Wie stark sind deine Rückenschmerzen heute? (0 = gar keine, 10 = unerträglich)","Wie verspannt sind deine Hüftbeuger? (1-10)","Hast du heute gedehnt?","Wie viele Minuten hast du gedehnt?","Wie gestresst warst du heute? (0-10)","Wie viele Stunden hast du letzte Nacht geschlafen?","Möchtest du noch etwas notieren?"
02.03.2026 20:14:05,4,6,Ja,15,3,7,
03.03.2026 21:02:44,5,7,Nein,,6,"6,5",müde
14.03.2026 20:40:10,3,5,Ja,20,2,8,
""",
    "fr": """Horodateur,"Sur une échelle de 0 à 10, quelle est votre douleur au bas du dos ?","À quel point vos fléchisseurs de hanche sont-ils raides ? (0-10)","Avez-vous fait vos étirements aujourd'hui ?","Combien de minutes ?","Quel est votre niveau de stress ? (1 à 5)","Combien d'heures avez-vous dormi ?","Commentaires"
02/03/2026 20:14:05,4,6,Oui,15,3,7,
03/03/2026 21:02:44,5,7,Non,,4,"6,5",
14/03/2026 20:40:10,3,5,Oui,20,2,8,
""",
    "es": """Marca temporal,"En una escala de 0 a 10, ¿cuánto te duele la espalda baja?","¿Qué tan rígidos sientes los flexores de cadera? (0-10)","¿Estiraste hoy?","¿Cuántos minutos estiraste?","¿Qué nivel de estrés tienes? (1-5)","¿Cuántas horas dormiste anoche?","Observaciones"
2/3/2026 20:14:05,4,6,Sí,15,3,7,
3/3/2026 21:02:44,5,7,No,,4,"6,5",
14/3/2026 20:40:10,3,5,Sí,20,2,8,
""",
    "pt": """Carimbo de data/hora,"Em uma escala de 0 a 10, qual é a sua dor nas costas hoje?","Quão rígidos estão os seus flexores do quadril? (0-10)","Você se alongou hoje?","Quantos minutos de alongamento?","Qual o seu nível de estresse? (1-5)","Quantas horas você dormiu na última noite?","Comentários"
02/03/2026 20:14:05,4,6,Sim,15,3,7,
03/03/2026 21:02:44,5,7,Não,,4,"6,5",
14/03/2026 20:40:10,3,5,Sim,20,2,8,
""",
    "it": """Informazioni cronologiche,"Su una scala da 0 a 10, quanto ti fa male la schiena?","Quanto sono rigidi i flessori dell'anca? (0-10)","Hai fatto stretching oggi?","Quanti minuti?","Qual è il tuo livello di stress? (1-5)","Quante ore hai dormito?","Note"
02/03/2026 20.14.05,4,6,Sì,15,3,7,
03/03/2026 21.02.44,5,7,No,,4,"6,5",
14/03/2026 20.40.10,3,5,Sì,20,2,8,
""",
    "nl": """Tijdstempel,"Op een schaal van 0 tot 10, hoeveel pijn heb je in je onderrug?","Hoe stijf zijn je heupbuigers? (0-10)","Heb je vandaag gerekt?","Hoeveel minuten heb je gerekt?","Hoe gestrest ben je? (1-5)","Hoeveel uur heb je vannacht geslapen?","Opmerkingen"
2-3-2026 20:14:05,4,6,Ja,15,3,7,
3-3-2026 21:02:44,5,7,Nee,,4,"6,5",
14-3-2026 20:40:10,3,5,Ja,20,2,8,
""",
    "sv": """Tidsstämpel,"På en skala från 0 till 10, hur ont har du i ländryggen?","Hur stela är dina höftböjare? (0-10)","Har du stretchat idag?","Hur många minuter stretchade du?","Hur stressad är du? (1-5)","Hur många timmar sov du i natt?","Övrigt"
2026-03-02 20:14:05,4,6,Ja,15,3,7,
2026-03-03 21:02:44,5,7,Nej,,4,"6,5",
2026-03-14 20:40:10,3,5,Ja,20,2,8,
""",
    "da": """Tidsstempel,"På en skala fra 0 til 10, hvor ondt har du i lænden?","Hvor stive er dine hoftebøjere? (0-10)","Har du strakt ud i dag?","Hvor mange minutter strakte du ud?","Hvor stresset er du? (1-5)","Hvor mange timer sov du i nat?","Bemærkninger"
02/03/2026 20.14.05,4,6,Ja,15,3,7,
03/03/2026 21.02.44,5,7,Nej,,4,"6,5",
14/03/2026 20.40.10,3,5,Ja,20,2,8,
""",
    "no": """Tidsstempel,"På en skala fra 0 til 10, hvor vondt har du i korsryggen?","Hvor stive er hoftebøyerne dine? (0-10)","Har du tøyd i dag?","Hvor mange minutter tøyde du?","Hvor stresset er du? (1-5)","Hvor mange timer sov du i natt?","Kommentarer"
02.03.2026 20:14:05,4,6,Ja,15,3,7,
03.03.2026 21:02:44,5,7,Nei,,4,"6,5",
14.03.2026 20:40:10,3,5,Ja,20,2,8,
""",
    "pl": """Sygnatura czasowa,"W skali od 0 do 10, jak bardzo bolą cię plecy?","Jak bardzo sztywne są twoje zginacze bioder? (0-10)","Czy dziś się rozciągałeś?","Ile minut się rozciągałeś?","Jaki jest twój poziom stresu? (1-5)","Ile godzin spałeś?","Uwagi"
2026-03-02 20:14:05,4,6,Tak,15,3,7,
2026-03-03 21:02:44,5,7,Nie,,4,"6,5",
2026-03-14 20:40:10,3,5,Tak,20,2,8,
""",
}  # fmt: skip

# A notebook, one exercise a line, with its side.
BOUTS = {
    "en": """Day,Exercise,Side,Sets,Hold (s),Pain before,Pain after
March 2nd 2026,Low lunge,L,3,60,5,3
March 2nd 2026,Low lunge,R,3,60,4,3
March 4th 2026,Pigeon,both,2,45,5,4
""",
    "de": """Tag,Übung,Seite,Sätze,Haltezeit (s),Schmerz vorher,Schmerz nachher
2. März 2026,Couch-Stretch,li,3,60,5,3
2. März 2026,Couch-Stretch,re,3,60,4,3
4. März 2026,Ausfallschritt,bds.,2,45,5,4
5. März 2026,Taube,links,2,30,4,2
""",
    "fr": """Jour,Exercice,Côté,Séries,Maintien (s),Douleur avant,Douleur après
2 mars 2026,Fente basse,G,3,60,5,3
2 mars 2026,Fente basse,D,3,60,4,3
4 mars 2026,Pigeon,G,2,45,5,4
5 mars 2026,Ischios,les deux,2,30,4,2
""",
    "es": """Día,Ejercicio,Lado,Series,Mantener (s),Dolor antes,Dolor después
2 mar 2026,Estocada baja,izq,3,60,5,3
2 mar 2026,Estocada baja,der,3,60,4,3
4 mar 2026,Paloma,ambos,2,45,5,4
""",
    "pt": """Dia,Exercício,Lado,Séries,Segundos,Dor antes,Dor depois
2 mar. 2026,Afundo,E,3,60,5,3
2 mar. 2026,Afundo,D,3,60,4,3
4 mar. 2026,Pombo,ambos,2,45,5,4
""",
    "it": """Giorno,Esercizio,Lato,Serie,Tenuta (s),Dolore prima,Dolore dopo
2 mar 2026,Affondo,sx,3,60,5,3
2 mar 2026,Affondo,dx,3,60,4,3
4 mar 2026,Piccione,entrambi,2,45,5,4
""",
    "nl": """Dag,Oefening,Kant,Sets,Vasthouden (s),Pijn voor,Pijn na
2 maart 2026,Uitvalspas,L,3,60,5,3
2 maart 2026,Uitvalspas,R,3,60,4,3
4 maart 2026,Duif,beide,2,45,5,4
""",
    "sv": """Dag,Övning,Sida,Set,Hålltid (s),Smärta före,Smärta efter
2 mars 2026,Utfall,V,3,60,5,3
2 mars 2026,Utfall,H,3,60,4,3
4 mars 2026,Duvan,båda,2,45,5,4
""",
    "da": """Dag,Øvelse,Side,Sæt,Holdetid (s),Smerte før,Smerte efter
2. marts 2026,Udfald,V,3,60,5,3
2. marts 2026,Udfald,H,3,60,4,3
4. marts 2026,Due,begge,2,45,5,4
""",
    "no": """Dag,Øvelse,Side,Sett,Holdetid (s),Smerte før,Smerte etter
2. mars 2026,Utfall,V,3,60,5,3
2. mars 2026,Utfall,H,3,60,4,3
4. mars 2026,Duen,begge,2,45,5,4
""",
    "pl": """Dzień,Ćwiczenie,Strona,Serie,Sekundy,Ból przed,Ból po
2 III 2026,Wykrok,L,3,60,5,3
2 III 2026,Wykrok,P,3,60,4,3
4 III 2026,Gołąb,obie,2,45,5,4
""",
}  # fmt: skip

# A sheet of a physiotherapist: clients, degrees left and right, before and after.
PHYSIO = {
    "en": """Client,Date,Hip ext L pre (deg),Hip ext L post (deg),Hip ext R pre (deg),Hip ext R post (deg),NPRS pre,NPRS post,ROM goal (deg)
AB,13/01/2026,5,8,7,10,6,4,20
CD,13/01/2026,-3,0,2,4,3,2,20
AB,20/01/2026,7,9,8,11,5,3,20
""",
    "de": """Patient;Datum;Hüftstreckung li vor (Grad);Hüftstreckung li nach (Grad);Hüftstreckung re vor (Grad);Hüftstreckung re nach (Grad);NRS vor;NRS nach
M.K.;13.01.26;5;8;7;10;6;4
S.L.;13.01.26;-3;0;2;4;3;2
M.K.;20.01.26;7°;9°;8°;11°;5;3
""",
    "fr": """Patient;Date;Extension hanche gauche avant (°);Extension hanche gauche après (°);Extension hanche droite avant (°);Extension hanche droite après (°);EVA avant;EVA après
Mme D.;13/01/2026;5;8;7;10;6;4
M. L.;13/01/2026;-3;0;2;4;3;2
Mme D.;20/01/2026;7;9;8;11;5;3
""",
    "es": """Paciente;Fecha;Extensión cadera I antes (grados);Extensión cadera I después (grados);Extensión cadera D antes (grados);Extensión cadera D después (grados);EVA antes;EVA después
Ana;13/01/2026;5;8;7;10;6;4
Luis;13/01/2026;-3;0;2;4;3;2
Ana;20/01/2026;7;9;8;11;5;3
""",
    "pt": """Paciente;Data;ADM extensão quadril E antes (graus);ADM extensão quadril E depois (graus);ADM extensão quadril D antes (graus);ADM extensão quadril D depois (graus);EVA antes;EVA depois
Ana;13/01/2026;5;8;7;10;6;4
Rui;13/01/2026;-3;0;2;4;3;2
Ana;20/01/2026;7;9;8;11;5;3
""",
    "it": """Paziente;Data;Estensione anca sx prima (°);Estensione anca sx dopo (°);Estensione anca dx prima (°);Estensione anca dx dopo (°);NRS prima;NRS dopo
Anna;13/01/2026;5;8;7;10;6;4
Luca;13/01/2026;-3;0;2;4;3;2
Anna;20/01/2026;7;9;8;11;5;3
""",
    "nl": """Cliënt;Datum;Heupextensie li voor (graden);Heupextensie li na (graden);Heupextensie re voor (graden);Heupextensie re na (graden);NRS voor;NRS na
Anna;13-01-2026;5;8;7;10;6;4
Piet;13-01-2026;-3;0;2;4;3;2
Anna;20-01-2026;7;9;8;11;5;3
""",
    "sv": """Klient;Datum;Höftextension V före (grader);Höftextension V efter (grader);Höftextension H före (grader);Höftextension H efter (grader);NRS före;NRS efter
Anna;2026-01-13;5;8;7;10;6;4
Per;2026-01-13;-3;0;2;4;3;2
Anna;2026-01-20;7;9;8;11;5;3
""",
    "da": """Klient;Dato;Hofteekstension V før (grader);Hofteekstension V efter (grader);Hofteekstension H før (grader);Hofteekstension H efter (grader);NRS før;NRS efter
Anna;13-01-2026;5;8;7;10;6;4
Per;13-01-2026;-3;0;2;4;3;2
Anna;20-01-2026;7;9;8;11;5;3
""",
    "no": """Klient;Dato;Hofteekstensjon venstre før (grader);Hofteekstensjon venstre etter (grader);Hofteekstensjon høyre før (grader);Hofteekstensjon høyre etter (grader)
Anna;13.01.2026;5;8;7;10
Per;13.01.2026;-3;0;2;4
""",
    "pl": """Pacjent;Data;Wyprost biodra L przed (stopnie);Wyprost biodra L po (stopnie);Wyprost biodra P przed (stopnie);Wyprost biodra P po (stopnie);NRS przed;NRS po
Anna;13.01.2026;5;8;7;10;6;4
Jan;13.01.2026;-3;0;2;4;3;2
Anna;20.01.2026;7;9;8;11;5;3
""",
}  # fmt: skip

# A long table: one reading a line.
TIDY = {
    "de": """datum;messgröße;seite;wert;einheit
2026-03-01;Schmerz;links;4;Punkte
2026-03-01;Beweglichkeit;rechts;12,5;Grad
2026-03-02;Verspannung;beide;5;Punkte
2026-03-02;Finger-Boden-Abstand;;-3;cm
""",
    "fr": """date;mesure;côté;valeur;unité
2026-03-01;Douleur;gauche;4;points
2026-03-01;Mobilité;droite;12,5;degrés
2026-03-02;Raideur;les deux;5;points
""",
    "es": """fecha;métrica;lado;valor;unidad
2026-03-01;Dolor;izquierda;4;puntos
2026-03-01;Movilidad;derecha;12,5;grados
2026-03-02;Rigidez;ambos;5;puntos
""",
    "pt": """data;métrica;lado;valor;unidade
2026-03-01;Dor;esquerdo;4;pontos
2026-03-01;Mobilidade;direito;12,5;graus
2026-03-02;Rigidez;ambos;5;pontos
""",
    "it": """data;metrica;lato;valore;unità
2026-03-01;Dolore;sinistra;4;punti
2026-03-01;Mobilità;destra;12,5;gradi
2026-03-02;Rigidità;entrambi;5;punti
""",
    "nl": """datum;meting;kant;waarde;eenheid
2026-03-01;Pijn;links;4;punten
2026-03-01;Beweeglijkheid;rechts;12,5;graden
2026-03-02;Stijfheid;beide;5;punten
""",
    "sv": """datum;mått;sida;värde;enhet
2026-03-01;Smärta;vänster;4;poäng
2026-03-01;Rörlighet;höger;12,5;grader
2026-03-02;Stelhet;båda;5;poäng
""",
    "da": """dato;måling;side;værdi;enhed
2026-03-01;Smerte;venstre;4;point
2026-03-01;Bevægelighed;højre;12,5;grader
2026-03-02;Stivhed;begge;5;point
""",
    "pl": """data;miara;strona;wartość;jednostka
2026-03-01;Ból;lewa;4;pkt
2026-03-01;Ruchomość;prawa;12,5;stopnie
2026-03-02;Sztywność;obie;5;pkt
""",
}  # fmt: skip

# Two people; a goal and a column that says that there was no pain are no readings.
CLIENTS = {
    "en": """Name,Date,Pain AM (0-10),Pain PM (0-10),Mood (1 = awful; 5 = great),Pain free,Sleep time,Wake time
Ann,15 Jan 2026,3,4,4,no,23:15,6:45
Bob,16 Jan 2026,2,2,5,yes,22:40,7:10
""",
    "de": """Klient,Datum,Nackenschmerzen morgens (VAS 0-10),Nackenschmerzen abends (VAS 0-10),Stimmung (1=schlecht; 10=super),Zielwert Schmerz,Schmerzfrei?
Anna,15.01.2026,3,5,6,2,nein
Bernd,16.01.2026,2,2,8,1,ja
""",
    "fr": """Prénom;Date;Douleur au réveil (0-10);Douleur le soir (0-10);Humeur (1-5);Objectif douleur;Sans douleur
Anne;15/01/2026;3;5;4;2;non
Luc;16/01/2026;2;2;3;1;oui
""",
    "es": """Nombre;Fecha;Dolor al despertar (0-10);Dolor por la tarde;Dolor por la noche;Ánimo (1-10);Objetivo;Sin dolor
Ana;15-ene-2026;3;5;4;6;2;no
Luis;16-ene-2026;2;2;2;7;1;sí
""",
    "pt": """Nome;Data;Dor ao acordar (0-10);Dor à tarde;Dor à noite;Humor (1-10);Meta;Sem dor
Ana;15/01/2026;3;5;4;6;2;não
Rui;16/01/2026;2;2;2;7;1;sim
""",
    "it": """Nome;Data;Dolore al risveglio (0-10);Dolore pomeriggio;Dolore sera;Umore (1-10);Obiettivo;Senza dolore
Anna;15 gen 2026;3;5;4;6;2;no
Luca;16 gen 2026;2;2;2;7;1;sì
""",
    "nl": """Naam;Datum;Pijn 's ochtends (0-10);Pijn 's middags;Pijn 's avonds;Stemming (1-10);Doel;Pijnvrij
Anna;15 jan 2026;3;5;4;6;2;nee
Piet;16 jan 2026;2;2;2;7;1;ja
""",
    "sv": """Namn;Datum;Smärta på morgonen (0-10);Smärta på kvällen;Humör (1-10);Mål;Smärtfri
Anna;15 jan 2026;3;4;6;2;nej
Per;16 jan 2026;2;2;7;1;ja
""",
    "da": """Navn;Dato;Smerte om morgenen (0-10);Smerte om aftenen;Humør (1-10);Mål;Smertefri
Anna;15. jan. 2026;3;4;6;2;nej
Per;16. jan. 2026;2;2;7;1;ja
""",
    "no": """Navn;Dato;Smerte om morgenen (0-10);Smerte om kvelden;Humør (1-10);Mål;Smertefri
Anna;15. jan. 2026;3;4;6;2;nei
Per;16. jan. 2026;2;2;7;1;ja
""",
    "pl": """Imię;Data;Ból rano (0-10);Ból po południu;Ból wieczorem;Nastrój (1-10);Cel;Bez bólu
Anna;15 sty 2026;3;5;4;6;2;nie
Jan;16 sty 2026;2;2;2;7;1;tak
""",
}  # fmt: skip

# Questions that ask for amounts, and what was done.
MORE_FORMS = {
    "fr": """Horodateur,Avez-vous pris des antidouleurs ?,Combien d'heures êtes-vous resté assis ?,Comment évaluez-vous votre humeur ? (1-10),Avez-vous mal à la nuque ? (0-10),Qu'avez-vous fait ?,Durée (min)
02/03/2026 20:14:05,non,8,6,3,Yoga,20
14/03/2026 20:14:05,oui,7,7,2,Étirements,15
""",
    "es": """Marca temporal,¿Tomaste algún analgésico?,¿Cuántas horas pasaste sentado hoy?,¿Cómo está tu ánimo? (1-10),¿Cuánto te duele el cuello? (0-10),¿Qué hiciste?,¿Cuánto tiempo? (min)
02/03/2026 20:14:05,no,8,6,3,Estiramientos,20
14/03/2026 20:14:05,sí,7,7,2,Yoga,15
""",
    "pt": """Carimbo de data/hora,Tomou algum analgésico?,Quantas horas passou sentado hoje?,Como está o seu humor? (1-10),Quanto dói o pescoço? (0-10),O que você fez?,Quanto tempo? (min)
02/03/2026 20:14:05,não,8,6,3,Alongamento,20
14/03/2026 20:14:05,sim,7,7,2,Yoga,15
""",
    "it": """Informazioni cronologiche,Hai preso antidolorifici?,Quante ore sei rimasto seduto?,Com'è il tuo umore? (1-10),Quanto ti fa male il collo? (0-10),Cosa hai fatto?,Durata (min)
02/03/2026 20.14.05,no,8,6,3,Stretching,20
14/03/2026 20.14.05,sì,7,7,2,Yoga,15
""",
    "nl": """Tijdstempel,Heb je pijnstillers genomen?,Hoeveel uur heb je gezeten?,Hoe is je stemming? (1-10),Hoeveel pijn heb je in je nek? (0-10),Welke oefeningen heb je gedaan?,Hoe lang? (min)
2-3-2026 20:14:05,nee,8,6,3,Rekken,20
14-3-2026 20:14:05,ja,7,7,2,Yoga,15
""",
    "sv": """Tidsstämpel,Har du tagit smärtstillande?,Hur många timmar har du suttit?,Hur är ditt humör? (1-10),Hur ont har du i nacken? (0-10),Vad gjorde du?,Hur länge? (min)
2026-03-02 20:14:05,nej,8,6,3,Stretching,20
2026-03-14 20:14:05,ja,7,7,2,Yoga,15
""",
    "da": """Tidsstempel,Har du taget smertestillende?,Hvor mange timer har du siddet ned?,Hvordan er dit humør? (1-10),Hvor ondt har du i nakken? (0-10),Hvad lavede du?,Hvor længe? (min)
02/03/2026 20.14.05,nej,8,6,3,Udstrækning,20
14/03/2026 20.14.05,ja,7,7,2,Yoga,15
""",
    "no": """Tidsstempel,Har du tatt smertestillende?,Hvor mange timer har du sittet?,Hvordan er humøret ditt? (1-10),Hvor vondt har du i nakken? (0-10),Hva gjorde du?,Hvor lenge? (min)
02.03.2026 20:14:05,nei,8,6,3,Tøying,20
14.03.2026 20:14:05,ja,7,7,2,Yoga,15
""",
    "pl": """Sygnatura czasowa,Czy wziąłeś dziś leki przeciwbólowe?,Ile godzin siedziałaś?,Jaki masz nastrój? (1-10),Jak bardzo boli cię szyja? (0-10),Co robiłeś?,Jak długo? (min)
2026-03-02 20:14:05,nie,8,6,3,Rozciąganie,20
2026-03-14 20:14:05,tak,7,7,2,Joga,15
""",
}  # fmt: skip

# Headers without accents, with underscores.
BARE = {
    "fr": """date,douleur_gauche,douleur_droite,etirement_min,sommeil_h,raideur_psoas_avant,raideur_psoas_apres,commentaire
2026-03-01,4,3,10,7.5,6,4,
2026-03-02,5,3,0,6,7,6,
""",
    "es": """fecha,dolor_izquierdo,dolor_derecho,estiramiento_min,sueno_h,rigidez_cadera_antes,rigidez_cadera_despues,comentario
2026-03-01,4,3,10,7.5,6,4,
2026-03-02,5,3,0,6,7,6,
""",
    "pt": """data,dor_esquerda,dor_direita,alongamento_min,sono_h,rigidez_quadril_antes,rigidez_quadril_depois,comentario
2026-03-01,4,3,10,7.5,6,4,
2026-03-02,5,3,0,6,7,6,
""",
    "it": """data,dolore_sx,dolore_dx,stretching_min,sonno_h,rigidita_anca_prima,rigidita_anca_dopo,commento
2026-03-01,4,3,10,7.5,6,4,
2026-03-02,5,3,0,6,7,6,
""",
    "nl": """datum,pijn_links,pijn_rechts,rekken_min,slaap_uur,stijfheid_heup_voor,stijfheid_heup_na,opmerking
2026-03-01,4,3,10,7.5,6,4,
2026-03-02,5,3,0,6,7,6,
""",
    "sv": """datum,smarta_vanster,smarta_hoger,stretching_min,somn_h,stelhet_hoft_fore,stelhet_hoft_efter,kommentar
2026-03-01,4,3,10,7.5,6,4,
2026-03-02,5,3,0,6,7,6,
""",
    "da": """dato,smerte_venstre,smerte_hoejre,udstraekning_min,soevn_timer,stivhed_hofte_foer,stivhed_hofte_efter,kommentar
2026-03-01,4,3,10,7.5,6,4,
2026-03-02,5,3,0,6,7,6,
""",
    "no": """dato,smerte_venstre,smerte_hoyre,toying_min,sovn_timer,stivhet_hofte_for,stivhet_hofte_etter,kommentar
2026-03-01,4,3,10,7.5,6,4,
2026-03-02,5,3,0,6,7,6,
""",
    "pl": """data,bol_lewy,bol_prawy,rozciaganie_min,sen_h,sztywnosc_bioder_przed,sztywnosc_bioder_po,komentarz
2026-03-01,4,3,10,7.5,6,4,
2026-03-02,5,3,0,6,7,6,
""",
}  # fmt: skip


def parts_of(meaning):
    """Give what a header says as a set of words."""
    said = {
        meaning.role,
        meaning.unit,
        *((meaning.side, meaning.region, meaning.moment) if meaning.is_metric else ()),
    }
    if meaning.scale:
        said.add("{:g}-{:g}".format(*meaning.scale))
    return said - {None}


def lines_of(tables):
    """Give (language, line) for every line of the tables."""
    return [(language, line) for language, table in tables.items() for line in table.strip().splitlines()]


@pytest.fixture
def read(tmp_path):
    """Read a file of these contents."""

    def write(content, **options):
        path = tmp_path / "log.csv"
        path.write_text(content, encoding="utf-8")
        return load_logs(path, **options)

    return write


def values(logs, metric, **where):
    """Give the values of a metric in file order, where the given columns are so."""
    rows = logs.outcomes[logs.outcomes["metric"] == metric]
    for column, value in where.items():
        rows = rows[rows[column] == value]
    return rows.sort_values("line")["value"].dropna().tolist()


def unread(logs):
    return logs.issues.loc[logs.issues["rule"] == "column_not_read", "column"].tolist()


@pytest.mark.parametrize(("language", "line"), lines_of(HEADERS))
def test_a_header_says_what_it_says_to_a_reader_of_its_language(language, line):
    header, _, expected = line.rpartition(" | ")
    meaning, said = read_header(header), set(expected.split())
    if said == {"done"}:
        assert meaning.role in ("done", "exercise", "routine")
    elif said & set(METRICS):
        assert parts_of(meaning) - {"h", "min"} == said - {"h", "min"}
    else:
        assert meaning.role in said


@pytest.mark.parametrize("header", NO_READINGS.strip().splitlines())
def test_a_header_about_something_else_is_no_reading_and_no_session(header):
    meaning = read_header(header)
    assert not meaning.is_metric
    assert meaning.role not in ("minutes", "done", "exercise")


@pytest.mark.parametrize("language", SHEETS)
def test_a_sheet_is_read_cell_by_cell(read, language):
    logs = read(SHEETS[language])
    days = ["2026-03-02", "2026-03-03", "2026-04-01" if language == "fr" else "2026-03-14"]
    if language == "de":
        days = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"]
    assert sorted(set(logs.outcomes["date"].dt.strftime("%Y-%m-%d"))) == days
    one, two = ("right", "left") if language == "de" else ("left", "right")
    assert values(logs, "pain", side=one, region="hip")[:2] == [4, 5]
    assert values(logs, "pain", side=two, region="hip")[:2] == ([3, 3] if language == "de" else [3, 0])
    assert values(logs, "sleep_h")[:2] == ([7.5, 6.75] if language == "fr" else [7.5, 6.5])
    assert values(logs, "sitting_h")[:2] == [8, 9]
    assert values(logs, "painkillers")[:2] == ([0, 1])
    assert logs.sessions["minutes"].tolist()[0] == 10
    assert unread(logs) == []
    assert "total_row" in set(logs.issues["rule"])


@pytest.mark.parametrize("language", FORMS)
def test_the_questions_of_a_form_are_read(read, language):
    logs = read(FORMS[language])
    assert logs.outcomes["date"].dt.day.unique().tolist() == [2, 3, 14]
    assert logs.outcomes["date"].dt.month.unique().tolist() == [3]
    assert values(logs, "pain", region="lower_back") == [4, 5, 3]
    assert values(logs, "tightness", region="hip") == [6, 7, 5]
    assert values(logs, "stress") == ([3, 6, 2] if language == "de" else [5, 7.5, 2.5])
    assert values(logs, "sleep_h") == [7, 6.5, 8]
    assert logs.sessions["minutes"].tolist() == [15, 20]
    assert unread(logs) == (["Target pain for tomorrow (0-10)"] if language == "en" else [])


@pytest.mark.parametrize("language", MORE_FORMS)
def test_questions_for_amounts_are_read(read, language):
    logs = read(MORE_FORMS[language])
    assert values(logs, "painkillers") == [0, 1]
    assert values(logs, "sitting_h") == [8, 7]
    assert values(logs, "mood") == [6, 7]
    assert values(logs, "pain", region="neck") == [3, 2]
    assert logs.sessions["minutes"].tolist() == [20, 15]
    assert logs.sessions["exercise"].notna().all()
    assert unread(logs) == []


def test_sides_are_read_in_finnish_czech_and_japanese(read):
    for left, right, both in (("vasen", "oikea", "molemmat"), ("levá", "pravá", "obě"), ("左", "右", "両方")):
        rows = "".join(f"2026-03-14,Couch stretch,{side},10\n" for side in (left, right, both))
        logs = read("Date,Exercise,Side,Minutes\n" + rows)
        assert logs.sessions["side"].tolist() == ["left", "right", "both"]


def test_an_exercise_named_with_a_word_that_is_elsewhere_a_side_keeps_its_name(read):
    logs = read("Fecha,Ejercicio,Minutos\n14/03/2026,Saludo al sol,10\n15/03/2026,Estocada sin apoyo,10\n")
    assert logs.sessions["exercise"].tolist() == ["Saludo al sol", "Estocada sin apoyo"]
    assert set(logs.sessions["side"]) == {"unknown"}


@pytest.mark.parametrize("language", BOUTS)
def test_a_notebook_with_sides_and_holds_is_read(read, language):
    logs = read(BOUTS[language])
    assert logs.outcomes["date"].dt.day.tolist()[:2] == [2, 2]
    assert logs.sessions["side"].tolist()[:2] == ["left", "right"]
    assert "both" in set(logs.sessions["side"])
    assert logs.sessions["minutes"].tolist()[:2] == [3, 3]
    assert (
        values(logs, "pain", side="left", moment="pre")[0],
        values(logs, "pain", side="right", moment="post"),
    ) == (5, [3])
    assert unread(logs) == []


@pytest.mark.parametrize("language", PHYSIO)
def test_a_physio_sheet_keeps_client_side_and_moment(read, language):
    logs = read(PHYSIO[language])
    assert logs.outcomes["person"].nunique() == 2
    assert set(logs.outcomes.loc[logs.outcomes["metric"] == "rom", "region"]) == {"hip"}
    assert values(logs, "rom", side="left", moment="pre")[:2] == [5, -3]
    assert values(logs, "rom", side="left", moment="post")[:2] == [8, 0]
    assert values(logs, "rom", side="right", moment="pre")[:2] == [7, 2]
    assert values(logs, "rom", side="right", moment="post")[:2] == [10, 4]
    if language != "no":
        assert (values(logs, "pain", moment="pre"), values(logs, "pain", moment="post")) == (
            [6, 3, 5],
            [4, 2, 3],
        )
    assert unread(logs) == (["ROM goal (deg)"] if language == "en" else [])


@pytest.mark.parametrize("language", TIDY)
def test_a_long_table_is_read_in_any_language(read, language):
    logs = read(TIDY[language])
    assert values(logs, "pain", side="left") == [4]
    assert values(logs, "rom", side="right") == [12.5]
    assert values(logs, "tightness", side="both") == [5]
    assert unread(logs) == []


@pytest.mark.parametrize("language", CLIENTS)
def test_goals_and_freedom_from_pain_are_never_readings(read, language):
    of_whom = re.findall(r"\w+", CLIENTS[language])[0]
    logs = read(CLIENTS[language], columns={of_whom: "person"})
    assert logs.outcomes["person"].nunique() == 2
    assert logs.outcomes["date"].dt.day.unique().tolist() == [15, 16]
    assert values(logs, "pain", moment="morning") == [3, 2]
    assert set(logs.outcomes["metric"]) == {"pain", "mood"}
    assert len(unread(logs)) == (3 if language == "en" else 2)
    assert len(logs.sessions) == 0


@pytest.mark.parametrize("language", BARE)
def test_headers_without_accents_are_read(read, language):
    logs = read(BARE[language])
    assert (values(logs, "pain", side="left"), values(logs, "pain", side="right")) == ([4, 5], [3, 3])
    assert values(logs, "tightness", moment="pre", region="hip") == [6, 7]
    assert values(logs, "tightness", moment="post", region="hip") == [4, 6]
    assert values(logs, "sleep_h") == [7.5, 6]
    assert logs.sessions["minutes"].tolist() == [10]
    assert unread(logs) == []


DAYS = """
1er mars 2026|3 1
3 de marzo de 2026|3 3
3 de marzo del 2026|3 3
2. mars 2026|3 2
12 sierpnia 2026|8 12
ma 16 mrt 2026|3 16
ma. 16 mrt. 2026|3 16
Montag, 16. März 2026|3 16
Mo., 16. Mrz. 2026|3 16
Mo 16.3.2026|x 16 3
Mo. 16.03.26|x 16 3
Montag, den 16. März 2026|3 16
16. Maerz 2026|3 16
16 marzo 2026|3 16
lun 16 mar 2026|3 16
lun. 16 mars 2026|3 16
mar. 3 mars 2026|3 3
mardi 3 mars 2026|3 3
mar 3 mar 2026|3 3
martes, 3 de marzo de 2026|3 3
mar 3 mar. 2026|3 3
2ª feira, 16/03/2026|x 16 3
segunda, 16 de março de 2026|3 16
seg., 16 mar. 2026|3 16
seg 16/03/2026|x 16 3
16 fev 2026|2 16
1º de março de 2026|3 1
1° marzo 2026|3 1
lunedì 16 marzo 2026|3 16
lun 16/03/2026|x 16 3
16 giu 2026|6 16
16 lug. 2026|7 16
16 dic 2026|12 16
den 16 mars 2026|3 16
måndag den 16 mars 2026|3 16
mån 16 mar 2026|3 16
d. 16. marts 2026|3 16
mandag d. 16. marts 2026|3 16
man. 16. mar. 2026|3 16
tir 17. mars 2026|3 17
pon., 16 mar 2026|3 16
pn 16.03.2026|x 16 3
śr. 18 marca 2026|3 18
niedz. 15 marca 2026 r.|3 15
16.III.2026|3 16
maanantai 16. maaliskuuta 2026|3 16
16. maaliskuuta 2026|3 16
16. března 2026|3 16
pondělí 16. března 2026|3 16
2026年3月16日|3 16
16-mrt-2026|3 16
16-ene-26|1 16
16/abr/2026|4 16
16 de agosto, 2026|8 16
16 août 2026|8 16
16 AOUT 2026|8 16
16. desember 2026|12 16
16 déc. 2026|12 16
3. Dez. 2026|12 3
wo 18 maart 2026|3 18
zo 15 mrt 2026|3 15
do 19-03-2026|x 19 3
za 14/03/26|x 14 3
16 paź 2026|10 16
16 października 2026|10 16
16 lip 2026|7 16
Fri 13th of March 2026|3 13
13th March, 2026|3 13
13 Mar '26|3 13
Sept. 3, 2026|9 3
jeu. 5 févr. 2026|2 5
jeu 5 fev 2026|2 5
viernes 6 de febrero de 2026|2 6
vie. 6 feb. 2026|2 6
sáb. 7 feb 2026|2 7
dom, 8 feb 2026|2 8
lørdag 7. februar 2026|2 7
søndag den 8. februar 2026|2 8
"""


@pytest.mark.parametrize("line", DAYS.strip().splitlines())
def test_a_day_is_read_as_it_is_written_in_its_language(line):
    text, _, said = line.partition("|")
    shape = read_shape(text)
    assert shape is not None
    numbers = tuple(int(part) for part in said.removeprefix("x ").split())
    assert (shape.kind, shape.year, shape.first, shape.second) == (
        "xxy" if said.startswith("x") else "ymd",
        2026,
        *numbers,
    )


# Words that are alike in two languages, or nearly alike.


@pytest.mark.parametrize(
    ("headers", "moments"),
    [
        (["Data", "Dor na lombar", "Rigidez na anca"], [None, None, None]),
        (["Datum", "Pijn voor", "Pijn na"], [None, "pre", "post"]),
        (["Dato", "Smerte for", "Smerte etter"], [None, "pre", "post"]),
        (["Date", "Rating for pain", "Notes"], [None, None, None]),
        (["Datum", "Schmerz v. 0-10", "Schmerz n. 0-10"], [None, "pre", "post"]),
        (["Fecha", "Dolor por la mañana", "Dolor por la tarde"], [None, "morning", "midday"]),
    ],
)
def test_a_word_of_two_languages_is_read_in_that_of_the_file(headers, moments):
    assert [meaning.moment for meaning in read_headers(headers)] == moments


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Mål smärta", ""),
        ("Mål", ""),
        ("Mal au dos", "pain"),
        ("Male", ""),
        ("Mal di schiena", "pain"),
        ("Dor no joelho", "pain"),
    ],
)
def test_a_goal_in_the_north_is_no_pain_of_the_south(header, role):
    assert read_header(header).role == role


@pytest.mark.parametrize(
    ("headers", "sides"),
    [
        (["Dolor izq", "Dolor der"], ["left", "right"]),
        (["Dor esq", "Dor dir"], ["left", "right"]),
        (["smarta_v", "smarta_h"], ["left", "right"]),
        (["Douleur gch", "Douleur dte"], ["left", "right"]),
        (["Extension hanche G avant (°)", "Extension hanche D avant (°)"], ["left", "right"]),
        (["SchmerzLi", "SchmerzRe"], ["left", "right"]),
        (["ROMLinks", "ROMRechts"], ["left", "right"]),
        (["Schmerz der Schulter", "Schmerz der Hüfte"], [None, None]),
    ],
)
def test_short_sides_are_read_where_two_headers_differ_in_them(headers, sides):
    assert [meaning.side for meaning in read_headers(headers)] == sides


@pytest.mark.parametrize(
    ("header", "role", "scale"),
    [
        ("Stimmung (1 = sehr gut, 6 = schlecht)", "mood", (1, 6)),
        ("Humeur (1 = très bien ; 5 = très mal)", "mood", (1, 5)),
        ("Pain (10 = no pain, 0 = worst)", "pain", (0, 10)),
        ("Dolor (1 = insoportable, 10 = ninguno)", "pain", (1, 10)),
        ("Sömnkvalitet (1 = bäst, 5 = sämst)", "sleep_quality", (1, 5)),
        ("Stress (1 hoch - 5 niedrig)", "stress", (1, 5)),
    ],
)
def test_a_scale_whose_two_ends_run_the_other_way_is_turned(header, role, scale):
    meaning = read_header(header)
    assert (meaning.role, meaning.turned, meaning.scale) == (role, True, scale)


@pytest.mark.parametrize(
    "header", ["Schmerz (10 = kein Schmerz)", "Mood (1 = great)", "Dolor (0 = insoportable)"]
)
def test_a_scale_that_names_one_end_and_seems_turned_is_not_read(header):
    meaning = read_header(header)
    assert meaning.role == ""
    assert meaning.why.endswith("its scale seems to run the other way")


@pytest.mark.parametrize(
    "header",
    [
        "Pain (yes/no)",
        "Schmerzen (ja/nein)",
        "Douleur (oui/non)",
        "Dolor sí/no",
        "Ból (tak/nie)",
        "Smerte (j/n)",
        "Pain (0/1)",
    ],
)
def test_a_rating_that_says_yes_or_no_is_none(header):
    assert read_header(header).role == ""


def test_a_rating_whose_cells_say_yes_and_no_is_not_read(read):
    logs = read("Fecha,¿Te duele la espalda?,Nivel de dolor\n14/03/2026,sí,4\n15/03/2026,no,0\n")
    assert values(logs, "pain") == [4, 0]
    assert unread(logs) == ["¿Te duele la espalda?"]


def test_bedtimes_under_a_word_for_sleep_are_no_hours(read):
    logs = read("Date,Sleep time,Pain\n2026-03-14,23:15,4\n2026-03-15,22:40,5\n")
    assert set(logs.outcomes["metric"]) == {"pain"}
    assert unread(logs) == ["Sleep time"]
    assert values(read("Date,Sleep time\n2026-03-14,7:15\n2026-03-15,6:45\n"), "sleep_h") == [7.25, 6.75]


@pytest.mark.parametrize(
    "header",
    ["How long did you sleep?", "Wie lange hast du geschlafen?", "Combien de temps avez-vous dormi ?"],
)
def test_how_long_is_no_unit(read, header):
    assert values(read(f"Date,{header}\n2026-03-14,7.5\n2026-03-15,6\n"), "sleep_h") == [7.5, 6]


def test_the_place_of_the_pain_in_words_gives_its_region(read):
    logs = read("Datum;Was tut weh?;Schmerzstärke\n14.03.2026;Rücken;4\n15.03.2026;Knie;3\n")
    assert (values(logs, "pain", region="lower_back"), values(logs, "pain", region="knee")) == ([4], [3])


def test_a_column_named_stretching_that_was_skipped_is_no_session(read):
    logs = read("Date,Skipped stretching?,No stretching,Pain\n2026-03-14,yes,yes,4\n2026-03-15,no,no,5\n")
    assert len(logs.sessions) == 0
    assert unread(logs) == ["Skipped stretching?", "No stretching"]


def test_planned_minutes_are_not_minutes(read):
    logs = read(
        "Date,Target minutes,Planned stretch (min),Minutes\n2026-03-14,20,20,10\n2026-03-15,20,20,15\n"
    )
    assert logs.sessions["minutes"].tolist() == [10, 15]
    assert unread(logs) == ["Target minutes", "Planned stretch (min)"]


def test_minutes_left_are_a_side_only_beside_minutes_right():
    assert [m.role for m in read_headers(["Minutes left", "Pain"])] == ["", "pain"]
    assert [m.side for m in read_headers(["Minutes left", "Minutes right"])] == ["left", "right"]


@pytest.mark.parametrize("header", ["Stretch intensity (0-10)", "Dehnintensität (1-10)", "Yoga (1-5)"])
def test_marks_of_an_exercise_are_no_exercise(header):
    assert read_header(header).role == ""


def test_a_unit_column_that_may_be_a_routine_is_settled_by_its_cells(read):
    logs = read(
        "datum;messgröße;wert;einheit\n2026-03-14;Schmerz;4;Punkte\n2026-03-15;Beweglichkeit;12;Grad\n"
    )
    assert values(logs, "rom") == [12]
    assert unread(logs) == []


def test_the_name_of_a_scale_alone_is_pain_only_where_no_other_column_is(read):
    assert values(read("Datum;NRS\n14.03.2026;4\n15.03.2026;5\n"), "pain") == [4, 5]
    logs = read("Datum;NRS;Schmerz\n14.03.2026;4;1\n15.03.2026;5;2\n")
    assert values(logs, "pain") == [1, 2]
    assert unread(logs) == ["NRS"]


# The tables themselves.


def test_every_role_of_the_header_words_exists():
    kinds = {
        "side": SIDES,
        "moment": MOMENTS,
        "region": REGIONS,
        "unit": ["deg", "cm", "h", "in", "kg", "lb"],
    }
    plain = {*STRUCTURE, *METRICS, "filler", "other", "scale", "activity", "sleep"}
    for rows in header_rows().values():
        for row in rows:
            kind, colon, value = row.role.partition(":")
            assert value in kinds[kind] if colon else row.role.partition("/")[0] in plain, row


def test_no_word_is_a_reading_and_something_else_in_one_language():
    for rows in header_rows().values():
        for language in {row.language for row in rows}:
            roles = {row.role for row in rows if row.language == language}
            assert not ("other" in roles and len(roles) > 1), rows
            assert len({role for role in roles if role.partition("/")[0] in METRICS}) < 2, rows


def test_no_word_for_a_side_is_left_and_right():
    assert not {word for word, roles in header_words().items() if {"side:left", "side:right"} <= set(roles)}
    assert set(cell_words("side").values()) <= {"left", "right", "both", "midline", "unknown"}


def test_a_line_in_the_table_teaches_a_word(tmp_path, monkeypatch):
    for name in ("header_words.csv", "cell_words.csv"):
        text = (words.REFERENCE / name).read_text(encoding="utf-8")
        extra = "de,zwicken,pain\nxx,bobo,side:left\n" if name.startswith("header") else ""
        (tmp_path / name).write_text(text + extra, encoding="utf-8")
    cached = [
        words.header_rows,
        words.header_words,
        words._stem_index,
        words.find_form,
        words.split_compound,
        phrases._take_apart,
    ]
    before = read_header("Zwicken links").role
    monkeypatch.setattr(words, "REFERENCE", tmp_path)
    for function in cached:
        function.cache_clear()
    taught = read_header("Zwicken bobo (0-10)")
    monkeypatch.undo()
    for function in cached:
        function.cache_clear()
    assert (before, taught.role, taught.side) == ("", "pain", "left")
