<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name></name>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation>Farben des Fensters</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the window, from the next start on</source>
        <translation>Sprache des Fensters, ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Size of all text in the window</source>
        <translation>Größe aller Texte im Fenster</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Extra large</source>
        <translation>Sehr groß</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Alle Befehle</translation>
    </message>
    <message>
        <source>Menus and panels with everything; off: the few that matter most</source>
        <translation>Menüs und Bereiche mit allem; aus: nur das Wichtigste</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Show map</source>
        <translation>Karte anzeigen</translation>
    </message>
    <message>
        <source>Draw the localization map over the image</source>
        <translation>Die Lokalisierungskarte über das Bild legen</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>How the map is drawn over the image</source>
        <translation>Wie die Karte über dem Bild dargestellt wird</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>Wärmebild</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>Kontur</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>14 × 14 grid</source>
        <translation>14 × 14 Raster</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>Farbpalette</translation>
    </message>
    <message>
        <source>All three increase evenly in brightness; cividis suits colour-blind users</source>
        <translation>Alle drei werden gleichmäßig heller; Cividis eignet sich bei Farbenfehlsichtigkeit</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Opacity of the overlay where a source was found</source>
        <translation>Deckkraft der Karte, wo eine Quelle gefunden wurde</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwellenwert</translation>
    </message>
    <message>
        <source>Lowest score that is drawn; at 0, outlines begin at 0.5</source>
        <translation>Niedrigster Score, der dargestellt wird; bei 0 beginnen Umrisse bei 0,5</translation>
    </message>
    <message>
        <source>Show verdict</source>
        <translation>Befund anzeigen</translation>
    </message>
    <message>
        <source>Show over the image whether a source was found</source>
        <translation>Über dem Bild anzeigen, ob eine Quelle gefunden wurde</translation>
    </message>
    <message>
        <source>Show legend</source>
        <translation>Legende anzeigen</translation>
    </message>
    <message>
        <source>Show the colour scale of the scores</source>
        <translation>Die Farbskala der Scores anzeigen</translation>
    </message>
    <message>
        <source>Temporal smoothing</source>
        <translation>Zeitliche Glättung</translation>
    </message>
    <message>
        <source>Averages the maps during playback; a paused frame always shows its own map</source>
        <translation>Mittelt die Karten während der Wiedergabe; ein angehaltenes Bild zeigt immer seine eigene Karte</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Light (0.3 s)</source>
        <translation>Leicht (0,3 s)</translation>
    </message>
    <message>
        <source>Strong (1 s)</source>
        <translation>Stark (1 s)</translation>
    </message>
    <message>
        <source>Presenter</source>
        <translation>Präsentation</translation>
    </message>
    <message>
        <source>Mirror horizontally</source>
        <translation>Horizontal spiegeln</translation>
    </message>
    <message>
        <source>Mirrors the view; recordings are not mirrored</source>
        <translation>Spiegelt die Ansicht; Aufnahmen werden nicht gespiegelt</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>The screen that presenter mode (F5) uses</source>
        <translation>Der Bildschirm für den Präsentationsmodus (F5)</translation>
    </message>
    <message>
        <source>Second screen, if available</source>
        <translation>Zweiter Bildschirm, falls vorhanden</translation>
    </message>
    <message>
        <source>Same screen as the window</source>
        <translation>Gleicher Bildschirm wie das Fenster</translation>
    </message>
    <message>
        <source>Verdict and legend in recordings</source>
        <translation>Befund und Legende in Aufnahmen</translation>
    </message>
    <message>
        <source>Draws both into the recorded video with the map</source>
        <translation>Zeichnet beides in das aufgenommene Video mit Karte</translation>
    </message>
    <message>
        <source>Keep the last 30 s</source>
        <translation>Die letzten 30 s behalten</translation>
    </message>
    <message>
        <source>Live video can then be saved afterwards</source>
        <translation>Live-Video kann dann nachträglich gespeichert werden</translation>
    </message>
    <message>
        <source>Play next when finished</source>
        <translation>Nächste Datei abspielen</translation>
    </message>
    <message>
        <source>At the end of a file, play the next one of the queue</source>
        <translation>Am Ende einer Datei die nächste der Warteschlange abspielen</translation>
    </message>
    <message>
        <source>Save power</source>
        <translation>Strom sparen</translation>
    </message>
    <message>
        <source>Show at most 15 frames and 5 maps per second while playing or live, keep as many frames in the replay buffer, and update the panels less often. Paused frames, steps, recordings, export and analysis stay exact.</source>
        <translation>Bei Wiedergabe und live höchstens 15 Bilder und 5 Karten pro Sekunde zeigen, ebenso viele Bilder im Replay-Puffer behalten und die Bereiche seltener aktualisieren. Angehaltene Bilder, Einzelschritte, Aufnahmen, Export und Analyse bleiben genau.</translation>
    </message>
    <message>
        <source>Fine maps</source>
        <translation>Feine Karten</translation>
    </message>
    <message>
        <source>Also look at four enlarged parts of each image: small sources are found more often, and each map takes five times as long</source>
        <translation>Zusätzlich vier vergrößerte Teile jedes Bildes auswerten: Kleine Quellen werden häufiger gefunden, und jede Karte dauert fünfmal so lange</translation>
    </message>
    <message>
        <source>Maps per second</source>
        <translation>Karten pro Sekunde</translation>
    </message>
    <message>
        <source>Fewer maps during playback use less of the processor</source>
        <translation>Weniger Karten bei der Wiedergabe beanspruchen den Prozessor weniger</translation>
    </message>
    <message>
        <source>As many as possible</source>
        <translation>Möglichst viele</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>Netzwerkkamera</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Verstärkung</translation>
    </message>
    <message>
        <source>Centred audio window</source>
        <translation>Zentriertes Audiofenster</translation>
    </message>
    <message>
        <source>The audio window lies around the frame, as for files; adds 0.5 s of delay</source>
        <translation>Das Audiofenster liegt um das Bild, wie bei Dateien; verzögert um 0,5 s</translation>
    </message>
    <message>
        <source>Camera resolution</source>
        <translation>Kameraauflösung</translation>
    </message>
    <message>
        <source>Requested from the camera, which may deliver another one</source>
        <translation>Wird von der Kamera angefordert; sie kann eine andere liefern</translation>
    </message>
    <message>
        <source>Camera frame rate</source>
        <translation>Bildrate der Kamera</translation>
    </message>
    <message>
        <source>Frames per second, requested from the camera</source>
        <translation>Bilder pro Sekunde, von der Kamera angefordert</translation>
    </message>
    <message>
        <source>Compressed (MJPG)</source>
        <translation>Komprimiert (MJPG)</translation>
    </message>
    <message>
        <source>Many webcams need it to reach their full frame rate</source>
        <translation>Viele Webcams brauchen es für ihre volle Bildrate</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Audio track</source>
        <translation>Tonspur</translation>
    </message>
    <message>
        <source>How the timeline shows the audio</source>
        <translation>Wie die Zeitleiste den Ton darstellt</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>Log-spectrogram</source>
        <translation>Log-Spektrogramm</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Ausgeblendet</translation>
    </message>
    <message>
        <source>Analyse files when opened</source>
        <translation>Dateien beim Öffnen analysieren</translation>
    </message>
    <message>
        <source>Compute the map of every frame in the background while playback is paused</source>
        <translation>Die Karte jedes Bildes im Hintergrund berechnen, während die Wiedergabe angehalten ist</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Play when opened</source>
        <translation>Beim Öffnen abspielen</translation>
    </message>
    <message>
        <source>Start playback when a file is opened</source>
        <translation>Die Wiedergabe beginnt, wenn eine Datei geöffnet wird</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Playback volume of files</source>
        <translation>Lautstärke der Wiedergabe von Dateien</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Rechenwerk</translation>
    </message>
    <message>
        <source>Inference engine; Automatic selects the fastest one on this computer</source>
        <translation>Rechenwerk des Modells; Automatisch wählt das schnellste auf diesem Computer</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>CPU, 8-bit</source>
        <translation>CPU, 8 Bit</translation>
    </message>
    <message>
        <source>CPU, 32-bit</source>
        <translation>CPU, 32 Bit</translation>
    </message>
    <message>
        <source>camera audio</source>
        <translation>Kameraton</translation>
    </message>
    <message>
        <source>no audio</source>
        <translation>kein Ton</translation>
    </message>
    <message>
        <source>default microphone</source>
        <translation>Standardmikrofon</translation>
    </message>
    <message>
        <source>“{text}” is not the address of a network camera; use rtsp://host:port/path or http://host:port/path.</source>
        <translation>„{text}“ ist keine Adresse einer Netzwerkkamera; rtsp://host:port/pfad oder http://host:port/pfad verwenden.</translation>
    </message>
    <message>
        <source>“{text}” is not a size; use WIDTHxHEIGHT, such as 1280x720.</source>
        <translation>„{text}“ ist keine Größe; BREITExHÖHE verwenden, zum Beispiel 1280x720.</translation>
    </message>
    <message>
        <source>Unexpected error: {name}. You can continue. Log: {log}</source>
        <translation>Unerwarteter Fehler: {name}. Es kann weitergearbeitet werden. Protokoll: {log}</translation>
    </message>
    <message>
        <source>A background task failed</source>
        <translation>Eine Hintergrundaufgabe ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>see the log</source>
        <translation>siehe Protokoll</translation>
    </message>
    <message>
        <source>{name} failed ({error}); see the log.</source>
        <translation>{name} ist fehlgeschlagen ({error}); siehe Protokoll.</translation>
    </message>
    <message>
        <source>playback continues without audio</source>
        <translation>läuft die Wiedergabe ohne Ton weiter</translation>
    </message>
    <message>
        <source>No audio output can be opened, so {CONSEQUENCE}; connect a device, or close the program that uses it.</source>
        <translation>Keine Audioausgabe kann geöffnet werden, daher {CONSEQUENCE}; ein Gerät anschließen oder das Programm schließen, das es verwendet.</translation>
    </message>
    <message>
        <source>The audio output has stalled, so playback continues without audio; check the device. AVOL retries.</source>
        <translation>Die Audioausgabe steht still, daher läuft die Wiedergabe ohne Ton weiter; das Gerät prüfen. AVOL versucht es erneut.</translation>
    </message>
    <message>
        <source>The audio failed ({error}), so playback continues without it.</source>
        <translation>Der Ton ist ausgefallen ({error}), daher läuft die Wiedergabe ohne ihn weiter.</translation>
    </message>
    <message>
        <source>clap your hands three times, slowly, in the centre of the image, and try again.</source>
        <translation>dreimal langsam in der Bildmitte in die Hände klatschen und es erneut versuchen.</translation>
    </message>
    <message>
        <source>No clap found in the audio; {REMEDY}</source>
        <translation>Kein Klatschen im Ton gefunden; {REMEDY}</translation>
    </message>
    <message>
        <source>No clap found in the video; {REMEDY}</source>
        <translation>Kein Klatschen im Bild gefunden; {REMEDY}</translation>
    </message>
    <message>
        <source>The claps in audio and video do not match; {REMEDY}</source>
        <translation>Das Klatschen in Ton und Bild passt nicht zusammen; {REMEDY}</translation>
    </message>
    <message>
        <source>The PortAudio library is missing, so {consequence}; install it (Debian: libportaudio2) and restart AVOL.</source>
        <translation>Die PortAudio-Bibliothek fehlt, daher {consequence}; sie installieren (Debian: libportaudio2) und AVOL neu starten.</translation>
    </message>
    <message>
        <source>The audio system does not respond ({error}), so {consequence}; check the audio devices, or restart the audio system.</source>
        <translation>Das Audiosystem antwortet nicht ({error}), daher {consequence}; die Audiogeräte prüfen oder das Audiosystem neu starten.</translation>
    </message>
    <message>
        <source>The {title} failed ({error}); AVOL retries.</source>
        <translation>{title} ist ausgefallen ({error}); AVOL versucht es erneut.</translation>
    </message>
    <message>
        <source>there is no audio</source>
        <translation>gibt es keinen Ton</translation>
    </message>
    <message>
        <source>No microphone found, so {CONSEQUENCE}; connect one.</source>
        <translation>Kein Mikrofon gefunden, daher {CONSEQUENCE}; eines anschließen.</translation>
    </message>
    <message>
        <source>There is no microphone “{name}”; connect it, or choose one of: {known}.</source>
        <translation>Es gibt kein Mikrofon „{name}“; es anschließen oder eines von diesen wählen: {known}.</translation>
    </message>
    <message>
        <source>{title} cannot be opened; close the program that uses it, or allow AVOL to use the microphone in the system settings.</source>
        <translation>{title} kann nicht geöffnet werden; das Programm schließen, das es verwendet, oder AVOL in den Systemeinstellungen das Mikrofon erlauben.</translation>
    </message>
    <message>
        <source>No audio from the microphone {name}; check its cable. AVOL retries.</source>
        <translation>Kein Ton vom Mikrofon {name}; das Kabel prüfen. AVOL versucht es erneut.</translation>
    </message>
    <message>
        <source>The microphone “{name}”</source>
        <translation>Das Mikrofon „{name}“</translation>
    </message>
    <message>
        <source>The default microphone</source>
        <translation>Das Standardmikrofon</translation>
    </message>
    <message>
        <source>{name} sends no video; check the address.</source>
        <translation>{name} sendet kein Video; die Adresse prüfen.</translation>
    </message>
    <message>
        <source>{name} has closed the connection. AVOL reconnects.</source>
        <translation>{name} hat die Verbindung geschlossen. AVOL verbindet sich neu.</translation>
    </message>
    <message>
        <source>{name} does not respond; check its network. AVOL reconnects.</source>
        <translation>{name} antwortet nicht; das Netzwerk prüfen. AVOL verbindet sich neu.</translation>
    </message>
    <message>
        <source>The screen cannot be captured; allow it in the system settings.</source>
        <translation>Der Bildschirm kann nicht aufgenommen werden; es in den Systemeinstellungen erlauben.</translation>
    </message>
    <message>
        <source>{name} requires a password; enter it as …://name:password@host/…</source>
        <translation>{name} verlangt ein Passwort; es als …://name:passwort@host/… eingeben.</translation>
    </message>
    <message>
        <source>{name} has no stream at this path; check the address.</source>
        <translation>{name} hat keinen Stream unter diesem Pfad; die Adresse prüfen.</translation>
    </message>
    <message>
        <source>{name} does not send video; check the address.</source>
        <translation>{name} sendet kein Video; die Adresse prüfen.</translation>
    </message>
    <message>
        <source>{name} does not respond; check the address, and that both are on the same network.</source>
        <translation>{name} antwortet nicht; die Adresse prüfen und ob beide im selben Netzwerk sind.</translation>
    </message>
    <message>
        <source>No camera found; connect one, or use the address of a network camera or a file.</source>
        <translation>Keine Kamera gefunden; eine anschließen oder die Adresse einer Netzwerkkamera oder eine Datei verwenden.</translation>
    </message>
    <message>
        <source>There is no camera “{name}”; connect it, or choose one of: {known}.</source>
        <translation>Es gibt keine Kamera „{name}“; sie anschließen oder eine von diesen wählen: {known}.</translation>
    </message>
    <message>
        <source>{name} cannot be opened; close the program that uses it, or allow AVOL to use the camera in the system settings.</source>
        <translation>{name} kann nicht geöffnet werden; das Programm schließen, das sie verwendet, oder AVOL in den Systemeinstellungen die Kamera erlauben.</translation>
    </message>
    <message>
        <source>No video from {name}; check its cable. AVOL retries.</source>
        <translation>Kein Video von {name}; das Kabel prüfen. AVOL versucht es erneut.</translation>
    </message>
    <message>
        <source>The camera “{name}” is not connected; connect it again.</source>
        <translation>Die Kamera „{name}“ ist nicht angeschlossen; sie wieder anschließen.</translation>
    </message>
    <message>
        <source>You may not use {name}; run “sudo usermod -aG video $USER” and log in again.</source>
        <translation>{name} darf nicht verwendet werden; „sudo usermod -aG video $USER“ ausführen und neu anmelden.</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened ({error}); try another file.</source>
        <translation>„{name}“ kann nicht geöffnet werden ({error}); eine andere Datei versuchen.</translation>
    </message>
    <message>
        <source>“{name}” cannot be read here ({error}); seek to another time.</source>
        <translation>„{name}“ kann hier nicht gelesen werden ({error}); zu einer anderen Zeit springen.</translation>
    </message>
    <message>
        <source>The image of {title} is black: check lens cap, shutter, lighting.</source>
        <translation>Das Bild von {title} ist schwarz: Objektivdeckel, Blende und Beleuchtung prüfen.</translation>
    </message>
    <message>
        <source>{title} has frozen; AVOL reopens it.</source>
        <translation>{title} ist eingefroren; AVOL öffnet sie neu.</translation>
    </message>
    <message>
        <source>{title} sends identical frames; check the camera.</source>
        <translation>{title} sendet immer das gleiche Bild; die Kamera prüfen.</translation>
    </message>
    <message>
        <source>The image of {title} is now {shape} × {shape2}.</source>
        <translation>Das Bild von {title} ist jetzt {shape} × {shape2}.</translation>
    </message>
    <message>
        <source>The map could not be computed ({error}); choose another model.</source>
        <translation>Die Karte konnte nicht berechnet werden ({error}); ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>The model could not be loaded ({error}); choose another model.</source>
        <translation>Das Modell konnte nicht geladen werden ({error}); ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>{engine} has failed or run out of memory; {engine_name} replaces it.</source>
        <translation>{engine} ist ausgefallen oder hat keinen Speicher mehr; {engine_name} ersetzt es.</translation>
    </message>
    <message>
        <source>No video from {}; retrying.</source>
        <translation>Kein Video von {}; neuer Versuch.</translation>
    </message>
    <message>
        <source>No audio for 3 s: unmute the microphone, allow AVOL to use it, or increase the gain.</source>
        <translation>Seit 3 s kein Ton: die Stummschaltung des Mikrofons aufheben, AVOL seine Verwendung erlauben oder die Verstärkung erhöhen.</translation>
    </message>
    <message>
        <source>No audio from {} for 3 s: unmute the camera, or choose another microphone.</source>
        <translation>Seit 3 s kein Ton von {}: die Stummschaltung der Kamera aufheben oder ein anderes Mikrofon wählen.</translation>
    </message>
    <message>
        <source>{value} is back.</source>
        <translation>{value} ist wieder da.</translation>
    </message>
    <message>
        <source>The audio output does not start, so playback continues without it; check the device.</source>
        <translation>Die Audioausgabe startet nicht, daher läuft die Wiedergabe ohne sie weiter; das Gerät prüfen.</translation>
    </message>
    <message>
        <source>The audio output is back.</source>
        <translation>Die Audioausgabe ist wieder da.</translation>
    </message>
    <message>
        <source>The maps cannot be stored ({cause}); free disk space and analyse again.</source>
        <translation>Die Karten können nicht gespeichert werden ({cause}); Speicherplatz freigeben und erneut analysieren.</translation>
    </message>
    <message>
        <source>“{name}” cannot be analysed ({error}); try another model.</source>
        <translation>„{name}“ kann nicht analysiert werden ({error}); ein anderes Modell versuchen.</translation>
    </message>
    <message>
        <source>The markers</source>
        <translation>Die Markierungen</translation>
    </message>
    <message>
        <source>Add marker</source>
        <translation>Markierung setzen</translation>
    </message>
    <message>
        <source>Remove marker</source>
        <translation>Markierung entfernen</translation>
    </message>
    <message>
        <source>The markers cannot be saved on this disk; free some space.</source>
        <translation>Die Markierungen können auf diesem Datenträger nicht gespeichert werden; Platz freigeben.</translation>
    </message>
    <message>
        <source>Pause to annotate a frame</source>
        <translation>Zum Annotieren die Wiedergabe anhalten</translation>
    </message>
    <message>
        <source>Label box</source>
        <translation>Rahmen beschriften</translation>
    </message>
    <message>
        <source>Label sound</source>
        <translation>Klang beschriften</translation>
    </message>
    <message>
        <source>Change box</source>
        <translation>Rahmen ändern</translation>
    </message>
    <message>
        <source>Box marked as sounding</source>
        <translation>Rahmen als klingend markiert</translation>
    </message>
    <message>
        <source>Box marked as silent</source>
        <translation>Rahmen als stumm markiert</translation>
    </message>
    <message>
        <source>Mark as no source</source>
        <translation>Als „keine Quelle“ markieren</translation>
    </message>
    <message>
        <source>Unmark as no source</source>
        <translation>Markierung „keine Quelle“ aufheben</translation>
    </message>
    <message>
        <source>Frame marked as no source</source>
        <translation>Bild als „keine Quelle“ markiert</translation>
    </message>
    <message>
        <source>No-source mark removed</source>
        <translation>Markierung „keine Quelle“ aufgehoben</translation>
    </message>
    <message>
        <source>Delete box</source>
        <translation>Rahmen löschen</translation>
    </message>
    <message>
        <source>Box deleted</source>
        <translation>Rahmen gelöscht</translation>
    </message>
    <message>
        <source>Delete boxes</source>
        <translation>Rahmen löschen</translation>
    </message>
    <message>
        <source>Boxes deleted</source>
        <translation>Rahmen gelöscht</translation>
    </message>
    <message>
        <source>The next frame is already annotated</source>
        <translation>Das nächste Bild ist schon annotiert</translation>
    </message>
    <message>
        <source>Copy boxes</source>
        <translation>Rahmen kopieren</translation>
    </message>
    <message>
        <source>Boxes copied to the next frame</source>
        <translation>Rahmen in das nächste Bild kopiert</translation>
    </message>
    <message>
        <source>No annotated frame before this one</source>
        <translation>Kein annotiertes Bild vor diesem</translation>
    </message>
    <message>
        <source>Boxes copied from the previous annotated frame</source>
        <translation>Rahmen aus dem vorherigen annotierten Bild kopiert</translation>
    </message>
    <message>
        <source>Draw boxes in a frame before and in a frame after this one</source>
        <translation>Rahmen in einem Bild vor und einem nach diesem zeichnen</translation>
    </message>
    <message>
        <source>No object is in both annotated frames</source>
        <translation>Kein Objekt ist in beiden annotierten Bildern</translation>
    </message>
    <message>
        <source>Interpolate boxes</source>
        <translation>Rahmen interpolieren</translation>
    </message>
    <message numerus="yes">
        <source>Interpolated %n frames</source>
        <translation>
            <numerusform>%n Bild interpoliert</numerusform>
            <numerusform>%n Bilder interpoliert</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw box</source>
        <translation>Rahmen zeichnen</translation>
    </message>
    <message>
        <source>Move box</source>
        <translation>Rahmen verschieben</translation>
    </message>
    <message>
        <source>The boxes</source>
        <translation>Die Rahmen</translation>
    </message>
    <message>
        <source>The boxes cannot be saved on this disk; free some space, or export them.</source>
        <translation>Die Rahmen können auf diesem Datenträger nicht gespeichert werden; Platz freigeben oder sie exportieren.</translation>
    </message>
    <message>
        <source>No frame has a sounding box or “no source”; annotate one first.</source>
        <translation>Kein Bild hat einen klingenden Rahmen oder „keine Quelle“; zuerst eines annotieren.</translation>
    </message>
    <message>
        <source>“{name}” has no row for “{name2}” with its own sound; open the video of its rows, or correct the file names in it.</source>
        <translation>„{name}“ hat keine Zeile für „{name2}“ mit eigenem Ton; das Video der Zeilen öffnen oder die Dateinamen darin berichtigen.</translation>
    </message>
    <message>
        <source>Silent audio</source>
        <translation>Stummer Ton</translation>
    </message>
    <message>
        <source>Image only</source>
        <translation>Nur Bild</translation>
    </message>
    <message>
        <source>Default weights</source>
        <translation>Standardgewichte</translation>
    </message>
    <message>
        <source>“{name}” is already compared.</source>
        <translation>„{name}“ wird schon verglichen.</translation>
    </message>
    <message>
        <source>{MAX_MODELS} models are already compared; remove one to add “{name}”.</source>
        <translation>{MAX_MODELS} Modelle werden schon verglichen; eines entfernen, um „{name}“ hinzuzufügen.</translation>
    </message>
    <message>
        <source>{name} cannot be used ({error}); choose another model.</source>
        <translation>{name} kann nicht verwendet werden ({error}); ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>The maps are those on screen ({note}), not those of the file as it is.</source>
        <translation>Die Karten sind wie auf dem Bildschirm ({note}), nicht die der unveränderten Datei.</translation>
    </message>
    <message>
        <source>“{name}” could not be exported</source>
        <translation>„{name}“ konnte nicht exportiert werden</translation>
    </message>
    <message>
        <source>export a part of the file</source>
        <translation>einen Teil der Datei exportieren</translation>
    </message>
    <message>
        <source>The export was cancelled; its files were removed.</source>
        <translation>Der Export wurde abgebrochen; seine Dateien wurden entfernt.</translation>
    </message>
    <message>
        <source>Saved in {folder}.</source>
        <translation>In {folder} gespeichert.</translation>
    </message>
    <message>
        <source>The image was not saved</source>
        <translation>Das Bild wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>Saved {name}.png to {folder}.</source>
        <translation>{name}.png in {folder} gespeichert.</translation>
    </message>
    <message>
        <source>an AVOL project</source>
        <translation>ein AVOL-Projekt</translation>
    </message>
    <message>
        <source>“{name}” is from a newer AVOL; update AVOL to open it.</source>
        <translation>„{name}“ stammt von einem neueren AVOL; AVOL aktualisieren, um es zu öffnen.</translation>
    </message>
    <message>
        <source>“{folder}” was not written by AVOL; move it and try again.</source>
        <translation>„{folder}“ wurde nicht von AVOL geschrieben; es verschieben und erneut versuchen.</translation>
    </message>
    <message>
        <source>Rendering of {name} was cancelled; the recording is complete.</source>
        <translation>Das Rendern von {name} wurde abgebrochen; die Aufnahme ist vollständig.</translation>
    </message>
    <message>
        <source>The recording stopped ({error}); start a new one.</source>
        <translation>Die Aufnahme wurde beendet ({error}); eine neue starten.</translation>
    </message>
    <message>
        <source>The last seconds are not kept ({error}); record instead.</source>
        <translation>Die letzten Sekunden werden nicht behalten ({error}); stattdessen aufnehmen.</translation>
    </message>
    <message>
        <source>The replay buffer is empty; wait until video was live for a second.</source>
        <translation>Der Replay-Puffer ist leer; warten, bis eine Sekunde Live-Video da ist.</translation>
    </message>
    <message>
        <source>Nothing was recorded because no frame arrived; check the camera.</source>
        <translation>Es wurde nichts aufgenommen, weil kein Bild ankam; die Kamera prüfen.</translation>
    </message>
    <message>
        <source>The disk is full and the recording stopped; the recorded part is in {}.</source>
        <translation>Der Datenträger ist voll, die Aufnahme wurde beendet; der aufgenommene Teil ist in {}.</translation>
    </message>
    <message>
        <source>The disk is full and nothing can be recorded into {}; free some space.</source>
        <translation>Der Datenträger ist voll, in {} kann nichts aufgenommen werden; Platz freigeben.</translation>
    </message>
    <message>
        <source>The disk is full, so “{path}” cannot be created; free some space.</source>
        <translation>Der Datenträger ist voll, „{path}“ kann nicht angelegt werden; Platz schaffen.</translation>
    </message>
    <message>
        <source>“{path}” is not writable ({cause}); choose another folder.</source>
        <translation>„{path}“ ist nicht beschreibbar ({cause}); einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>The recording in {folder} is in use by another AVOL; wait until it is finished.</source>
        <translation>Die Aufnahme in {folder} wird von einem anderen AVOL verwendet; warten, bis es fertig ist.</translation>
    </message>
    <message>
        <source>Recording stopped</source>
        <translation>Aufnahme beendet</translation>
    </message>
    <message>
        <source>Starting to record</source>
        <translation>Aufnahme beginnt</translation>
    </message>
    <message>
        <source>The replay buffer is off; switch it on in the settings.</source>
        <translation>Der Replay-Puffer ist aus; ihn in den Einstellungen einschalten.</translation>
    </message>
    <message>
        <source>Saving the last {seconds} s</source>
        <translation>Die letzten {seconds} s werden gespeichert</translation>
    </message>
    <message>
        <source>the last {seconds} s</source>
        <translation>die letzten {seconds} s</translation>
    </message>
    <message>
        <source>video, table and maps</source>
        <translation>Video, Tabelle und Karten</translation>
    </message>
    <message>
        <source>Saved {what} in {folder}.</source>
        <translation>{what} in {folder} gespeichert.</translation>
    </message>
    <message>
        <source>Some maps belong to another sound or an altered input; the overlay video says so.</source>
        <translation>Einige Karten gehören zu einem anderen Klang oder einer veränderten Eingabe; das Video mit Karte nennt sie.</translation>
    </message>
    <message numerus="yes">
        <source>Recovered %n interrupted recordings in {folder}.</source>
        <translation>
            <numerusform>Eine unterbrochene Aufnahme in {folder} wiederhergestellt.</numerusform>
            <numerusform>%n unterbrochene Aufnahmen in {folder} wiederhergestellt.</numerusform>
        </translation>
    </message>
    <message>
        <source>{error} The recording itself is in {folder}.</source>
        <translation>{error} Die Aufnahme selbst ist in {folder}.</translation>
    </message>
    <message>
        <source>The overlay video failed ({error}); the recording itself is in {folder}.</source>
        <translation>Das Video mit Karte ist fehlgeschlagen ({error}); die Aufnahme selbst ist in {folder}.</translation>
    </message>
    <message>
        <source>“{name}” could not be loaded</source>
        <translation>„{name}“ konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>choose another sound</source>
        <translation>einen anderen Klang wählen</translation>
    </message>
    <message>
        <source>{name} is already pinned.</source>
        <translation>{name} ist schon angeheftet.</translation>
    </message>
    <message>
        <source>{MAX_PINNED} sounds are pinned; remove one to pin {name}.</source>
        <translation>{MAX_PINNED} Klänge sind angeheftet; einen entfernen, um {name} anzuheften.</translation>
    </message>
    <message>
        <source>Silence test</source>
        <translation>Stille-Test</translation>
    </message>
    <message>
        <source>Original audio</source>
        <translation>Originalton</translation>
    </message>
    <message>
        <source>The attribution process ended, perhaps out of memory; query the region again.</source>
        <translation>Der Attributionsprozess ist beendet, vielleicht aus Speichermangel; die Region erneut abfragen.</translation>
    </message>
    <message>
        <source>The audio of “{name}” cannot be analysed ({error}); try another model.</source>
        <translation>Der Ton von „{name}“ kann nicht analysiert werden ({error}); ein anderes Modell versuchen.</translation>
    </message>
    <message>
        <source>“{name}” could not be played</source>
        <translation>„{name}“ konnte nicht abgespielt werden</translation>
    </message>
    <message>
        <source>open it in the player</source>
        <translation>es im Player öffnen</translation>
    </message>
    <message>
        <source>The library task failed</source>
        <translation>Die Aufgabe der Bibliothek ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>try another library</source>
        <translation>eine andere Bibliothek versuchen</translation>
    </message>
    <message>
        <source>Indexing {name}</source>
        <translation>{name} wird indexiert</translation>
    </message>
    <message>
        <source>Evaluating the library</source>
        <translation>Die Bibliothek wird ausgewertet</translation>
    </message>
    <message>
        <source>Computing the library map</source>
        <translation>Die Bibliothekskarte wird berechnet</translation>
    </message>
    <message>
        <source>Computing the library map of L3-Net</source>
        <translation>Die Bibliothekskarte von L3-Net wird berechnet</translation>
    </message>
    <message numerus="yes">
        <source>%n other files could not be indexed.</source>
        <translation>
            <numerusform>%n weitere Datei konnte nicht indexiert werden.</numerusform>
            <numerusform>%n weitere Dateien konnten nicht indexiert werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n segments</source>
        <translation>
            <numerusform>%n Abschnitt</numerusform>
            <numerusform>%n Abschnitte</numerusform>
        </translation>
    </message>
    <message>
        <source>{files} added to the library ({segments}).</source>
        <translation>{files} zur Bibliothek hinzugefügt ({segments}).</translation>
    </message>
    <message>
        <source>The search failed ({error}); choose another library.</source>
        <translation>Die Suche ist fehlgeschlagen ({error}); eine andere Bibliothek wählen.</translation>
    </message>
    <message>
        <source>Searching with A to B</source>
        <translation>Suche mit A bis B</translation>
    </message>
    <message>
        <source>Searching with the current frame</source>
        <translation>Suche mit dem aktuellen Bild</translation>
    </message>
    <message>
        <source>“{name}” does not exist any more; add the folder that contains it.</source>
        <translation>„{name}“ gibt es nicht mehr; den Ordner hinzufügen, der es enthält.</translation>
    </message>
    <message>
        <source>Adding to My library; the menu Tools has the sample library.</source>
        <translation>Wird zu Meine Bibliothek hinzugefügt; das Menü Werkzeuge hat die Beispielbibliothek.</translation>
    </message>
    <message>
        <source>Pointing</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>The best cell of the map lies in a box</source>
        <translation>Die beste Zelle der Karte liegt in einem Rahmen</translation>
    </message>
    <message>
        <source>Fraction of frames with an overlap of 0.5 or more, with the brighter half of the image selected; boxes under a quarter of the image cannot reach it</source>
        <translation>Anteil der Bilder mit einer Überlappung von mindestens 0,5, wobei die hellere Hälfte des Bildes gewählt ist; Rahmen unter einem Viertel des Bildes können sie nicht erreichen</translation>
    </message>
    <message>
        <source>Area under the curve of cIoU over thresholds from 0 to 1</source>
        <translation>Fläche unter der Kurve von cIoU über Schwellen von 0 bis 1</translation>
    </message>
    <message>
        <source>This map</source>
        <translation>Diese Karte</translation>
    </message>
    <message>
        <source>The current model</source>
        <translation>Das aktuelle Modell</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>Centre baseline: always predicts the image centre</source>
        <translation>Vergleichswert Mitte: sagt immer die Bildmitte voraus</translation>
    </message>
    <message>
        <source>Pause, choose “Draw boxes” and drag a box around the sound source.</source>
        <translation>Anhalten, „Rahmen zeichnen“ wählen und einen Rahmen um die Schallquelle ziehen.</translation>
    </message>
    <message>
        <source>Label of the box</source>
        <translation>Beschriftung des Rahmens</translation>
    </message>
    <message>
        <source>Label, e.g. violin</source>
        <translation>Beschriftung, z. B. Violine</translation>
    </message>
    <message numerus="yes">
        <source>%n frames annotated</source>
        <translation>
            <numerusform>%n Bild annotiert</numerusform>
            <numerusform>%n Bilder annotiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>no match in {rejected} of %n frames without source</source>
        <translation>
            <numerusform>kein Treffer in {rejected} von %n Bild ohne Quelle</numerusform>
            <numerusform>kein Treffer in {rejected} von %n Bildern ohne Quelle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not localized yet</source>
        <translation>
            <numerusform>%n noch nicht lokalisiert</numerusform>
            <numerusform>%n noch nicht lokalisiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Boxes on the image</source>
        <translation>Rahmen auf dem Bild</translation>
    </message>
    <message>
        <source>not evaluated yet</source>
        <translation>noch nicht ausgewertet</translation>
    </message>
    <message>
        <source>correct</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>wrong: {}</source>
        <translation>falsch: {}</translation>
    </message>
    <message>
        <source>{description}: {verdict}. Click to go there.</source>
        <translation>{description}: {verdict}. Klicken, um dorthin zu springen.</translation>
    </message>
    <message>
        <source>Annotated frames</source>
        <translation>Annotierte Bilder</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>Analyse</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Query region</source>
        <translation>Region abfragen</translation>
    </message>
    <message>
        <source>Replace audio</source>
        <translation>Ton ersetzen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Annotation</source>
        <translation>Annotation</translation>
    </message>
    <message>
        <source>Taught classes</source>
        <translation>Gelernte Klassen</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Not possible at the moment</source>
        <translation>Im Moment nicht möglich</translation>
    </message>
    <message>
        <source>Open a file or a camera first</source>
        <translation>Zuerst eine Datei oder eine Kamera öffnen</translation>
    </message>
    <message>
        <source>Open a file first</source>
        <translation>Zuerst eine Datei öffnen</translation>
    </message>
    <message>
        <source>Open a camera first</source>
        <translation>Zuerst eine Kamera öffnen</translation>
    </message>
    <message>
        <source>load video movie clip import picture</source>
        <translation>laden Video Film Clip importieren Bild</translation>
    </message>
    <message>
        <source>picture photo audio wav combine swap</source>
        <translation>Foto Bild Audio WAV kombinieren</translation>
    </message>
    <message>
        <source>example sample tutorial try</source>
        <translation>Beispiel Demo Tutorial ausprobieren</translation>
    </message>
    <message>
        <source>screenshot capture grab heatmap png picture photo frame</source>
        <translation>Bildschirmfoto Schnappschuss Heatmap PNG Foto Einzelbild</translation>
    </message>
    <message>
        <source>screenshot capture grab png picture photo frame original</source>
        <translation>Bildschirmfoto Schnappschuss PNG Foto Einzelbild Original</translation>
    </message>
    <message>
        <source>capture grab print screen png picture interface</source>
        <translation>Bildschirmfoto aufnehmen drucken PNG Oberfläche</translation>
    </message>
    <message>
        <source>eject stop unload</source>
        <translation>auswerfen stoppen entladen</translation>
    </message>
    <message>
        <source>exit leave</source>
        <translation>beenden verlassen</translation>
    </message>
    <message>
        <source>preferences options configuration language theme</source>
        <translation>Optionen Konfiguration Sprache Voreinstellungen</translation>
    </message>
    <message>
        <source>keys hotkeys keyboard keymap customize bindings</source>
        <translation>Tasten Hotkeys Tastatur Belegung anpassen</translation>
    </message>
    <message>
        <source>render save movie film heatmap overlay burn in subtitles mp4</source>
        <translation>rendern speichern Film Heatmap Untertitel einbrennen MP4</translation>
    </message>
    <message>
        <source>table spreadsheet excel numpy data scores heatmap</source>
        <translation>Tabelle Excel NumPy Daten Scores Heatmap</translation>
    </message>
    <message>
        <source>reveal explorer finder directory</source>
        <translation>Explorer Verzeichnis Dateimanager</translation>
    </message>
    <message>
        <source>abort stop</source>
        <translation>abbrechen stoppen</translation>
    </message>
    <message>
        <source>session workspace load</source>
        <translation>Sitzung Arbeitsbereich laden</translation>
    </message>
    <message>
        <source>session workspace store keep</source>
        <translation>Sitzung Arbeitsbereich sichern</translation>
    </message>
    <message>
        <source>revert back</source>
        <translation>zurücknehmen zurück</translation>
    </message>
    <message>
        <source>repeat again</source>
        <translation>wiederholen nochmal</translation>
    </message>
    <message>
        <source>bookmark chapter flag cue</source>
        <translation>Lesezeichen Kapitel Flagge</translation>
    </message>
    <message>
        <source>bookmark chapter delete</source>
        <translation>Lesezeichen Kapitel löschen</translation>
    </message>
    <message>
        <source>pause resume stop freeze start</source>
        <translation>Pause fortsetzen Stopp einfrieren Start</translation>
    </message>
    <message>
        <source>single frame advance</source>
        <translation>Einzelbild vor</translation>
    </message>
    <message>
        <source>single frame reverse</source>
        <translation>Einzelbild zurück</translation>
    </message>
    <message>
        <source>slow motion rate tempo</source>
        <translation>Zeitlupe Tempo</translation>
    </message>
    <message>
        <source>fast forward rate tempo</source>
        <translation>Vorspulen Tempo</translation>
    </message>
    <message>
        <source>reset rate tempo</source>
        <translation>zurücksetzen Tempo</translation>
    </message>
    <message>
        <source>repeat cycle</source>
        <translation>wiederholen Endlosschleife</translation>
    </message>
    <message>
        <source>repeat in point start selection trim</source>
        <translation>wiederholen Anfang Auswahl schneiden</translation>
    </message>
    <message>
        <source>repeat out point end selection trim</source>
        <translation>wiederholen Ende Auswahl schneiden</translation>
    </message>
    <message>
        <source>seek jump timecode position</source>
        <translation>springen Timecode Position suchen</translation>
    </message>
    <message>
        <source>beginning first rewind</source>
        <translation>Anfang zurückspulen</translation>
    </message>
    <message>
        <source>silent quiet unmute loudspeaker volume</source>
        <translation>leise Stummschaltung Lautsprecher Lautstärke</translation>
    </message>
    <message>
        <source>louder loudness</source>
        <translation>lauter</translation>
    </message>
    <message>
        <source>quieter softer loudness</source>
        <translation>leiser</translation>
    </message>
    <message>
        <source>heatmap toggle hide localization saliency</source>
        <translation>Heatmap ausblenden Lokalisierung Overlay</translation>
    </message>
    <message>
        <source>heatmap style display mode</source>
        <translation>Heatmap Darstellung Modus</translation>
    </message>
    <message>
        <source>heatmap colours overlay</source>
        <translation>Heatmap Farben Overlay</translation>
    </message>
    <message>
        <source>outline edge border</source>
        <translation>Umriss Kante Rand</translation>
    </message>
    <message>
        <source>maximum point cross best</source>
        <translation>Maximum Punkt Kreuz bester</translation>
    </message>
    <message>
        <source>numbers values scores cells table</source>
        <translation>Zahlen Werte Zellen Tabelle</translation>
    </message>
    <message>
        <source>palette colors inferno viridis cividis colour blind</source>
        <translation>Palette Farben Inferno Viridis Cividis farbenblind</translation>
    </message>
    <message>
        <source>transparency alpha stronger heatmap</source>
        <translation>Transparenz Alpha stärker Heatmap</translation>
    </message>
    <message>
        <source>transparency alpha weaker heatmap</source>
        <translation>Transparenz Alpha schwächer Heatmap</translation>
    </message>
    <message>
        <source>cutoff sensitivity</source>
        <translation>Grenze Empfindlichkeit</translation>
    </message>
    <message>
        <source>flicker average temporal filter</source>
        <translation>Flackern Mittelwert Filter</translation>
    </message>
    <message>
        <source>deaf mute bias check without audio</source>
        <translation>taub stumm Gegenprobe ohne Ton</translation>
    </message>
    <message>
        <source>fullscreen maximize big</source>
        <translation>Vollbild maximieren groß</translation>
    </message>
    <message>
        <source>fullscreen stage projector beamer slideshow audience</source>
        <translation>Vollbild Bühne Beamer Publikum Vortrag</translation>
    </message>
    <message>
        <source>sidebar dock hide</source>
        <translation>Seitenleiste ausblenden</translation>
    </message>
    <message>
        <source>flip selfie reverse horizontal</source>
        <translation>umdrehen Selfie spiegelverkehrt</translation>
    </message>
    <message>
        <source>fps performance debug osd stats drops</source>
        <translation>FPS Leistung Debug Statistik</translation>
    </message>
    <message>
        <source>simple expert advanced beginner mode menus</source>
        <translation>einfach Experte Anfänger Modus Menüs</translation>
    </message>
    <message>
        <source>night theme colours appearance</source>
        <translation>Nacht Farben Aussehen</translation>
    </message>
    <message>
        <source>day bright theme colours appearance</source>
        <translation>Tag hell Farben Aussehen</translation>
    </message>
    <message>
        <source>webcam capture device stream</source>
        <translation>Webcam aufnehmen Gerät Stream</translation>
    </message>
    <message>
        <source>rtsp ip phone webcam url stream</source>
        <translation>RTSP IP Handy Webcam URL Stream</translation>
    </message>
    <message>
        <source>desktop monitor record share</source>
        <translation>Desktop Monitor aufnehmen teilen</translation>
    </message>
    <message>
        <source>fake virtual webcam loop</source>
        <translation>virtuelle Webcam Schleife</translation>
    </message>
    <message>
        <source>sync synchronise delay latency calibrate</source>
        <translation>synchronisieren Verzögerung Latenz kalibrieren</translation>
    </message>
    <message>
        <source>sync synchronise delay latency audio</source>
        <translation>synchronisieren Verzögerung Latenz Ton</translation>
    </message>
    <message>
        <source>recording capture save webcam video stop</source>
        <translation>Aufnahme speichern Webcam Video Stopp</translation>
    </message>
    <message>
        <source>replay buffer instant clip recording</source>
        <translation>Replay-Puffer Sofortwiedergabe Clip Aufnahme</translation>
    </message>
    <message>
        <source>process compute scan timeline batch</source>
        <translation>verarbeiten berechnen Zeitleiste Stapel</translation>
    </message>
    <message>
        <source>side by side difference versus swap audio</source>
        <translation>nebeneinander Unterschied tauschen Ton</translation>
    </message>
    <message>
        <source>side by side difference versus checkpoint network</source>
        <translation>nebeneinander Unterschied Gewichte Netz</translation>
    </message>
    <message>
        <source>comparison picture svg paper plot</source>
        <translation>Vergleich Bild SVG Artikel Diagramm</translation>
    </message>
    <message>
        <source>weights network model load</source>
        <translation>Gewichte Netz Modell laden</translation>
    </message>
    <message>
        <source>pin swap sound current</source>
        <translation>anheften tauschen Klang</translation>
    </message>
    <message>
        <source>pin swap sound wav music dub</source>
        <translation>anheften tauschen Klang WAV Musik</translation>
    </message>
    <message>
        <source>ask object when sounds click localize</source>
        <translation>fragen Objekt wann klingt klicken</translation>
    </message>
    <message>
        <source>annotate label rectangle bounding ground truth</source>
        <translation>annotieren Rechteck Box Bounding Ground Truth</translation>
    </message>
    <message>
        <source>annotate name class</source>
        <translation>annotieren Name Klasse</translation>
    </message>
    <message>
        <source>annotations load ground truth json</source>
        <translation>Annotationen laden Ground Truth JSON</translation>
    </message>
    <message>
        <source>annotations save ground truth json</source>
        <translation>Annotationen speichern Ground Truth JSON</translation>
    </message>
    <message>
        <source>find retrieve similar crop</source>
        <translation>finden ähnlich Ausschnitt</translation>
    </message>
    <message>
        <source>find retrieve similar</source>
        <translation>finden ähnlich</translation>
    </message>
    <message>
        <source>find retrieve similar selection</source>
        <translation>finden ähnlich Auswahl</translation>
    </message>
    <message>
        <source>library index import</source>
        <translation>Bibliothek Index importieren</translation>
    </message>
    <message>
        <source>embedding tsne scatter plot projection</source>
        <translation>Embedding t-SNE Streudiagramm Projektion</translation>
    </message>
    <message>
        <source>teach learn lesson loss accuracy gradient neural network playground</source>
        <translation>lernen lehren unterricht verlust genauigkeit gradient neuronales netz playground</translation>
    </message>
    <message>
        <source>learn train new object sound example show few shot custom</source>
        <translation>lernen trainieren neu Objekt Klang Beispiel zeigen eigene</translation>
    </message>
    <message>
        <source>learn train more example</source>
        <translation>lernen trainieren weitere Beispiele</translation>
    </message>
    <message>
        <source>tutorial introduction explain legend</source>
        <translation>Tutorial Einführung erklären Legende</translation>
    </message>
    <message>
        <source>manual documentation handbook guide</source>
        <translation>Handbuch Dokumentation Anleitung</translation>
    </message>
    <message>
        <source>labels categories instruments animals unfamiliar vocabulary</source>
        <translation>Klassen Kategorien Instrumente Tiere unbekannt Vokabular</translation>
    </message>
    <message>
        <source>keys hotkeys keyboard list cheat sheet</source>
        <translation>Tasten Hotkeys Tastatur Liste Übersicht</translation>
    </message>
    <message>
        <source>search find action menu</source>
        <translation>suchen finden Befehl Menü</translation>
    </message>
    <message>
        <source>version licence credits</source>
        <translation>Version Lizenz Mitwirkende</translation>
    </message>
    <message>
        <source>5 seconds</source>
        <translation>5 Sekunden</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 Sekunde</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>Back {text}</source>
        <translation>{text} zurück</translation>
    </message>
    <message>
        <source>Jump back {time}</source>
        <translation>Um {time} zurückspringen</translation>
    </message>
    <message>
        <source>Forward {text}</source>
        <translation>{text} vor</translation>
    </message>
    <message>
        <source>Jump forward {time}</source>
        <translation>Um {time} vorspringen</translation>
    </message>
    <message>
        <source>Go to {percent} %</source>
        <translation>Gehe zu {percent} %</translation>
    </message>
    <message>
        <source>Go to {percent} % of the file</source>
        <translation>Zu {percent} % der Datei gehen</translation>
    </message>
    <message>
        <source>Go to 0 % … 90 % of the file</source>
        <translation>Zu 0 % … 90 % der Datei gehen</translation>
    </message>
    <message>
        <source>Go to start</source>
        <translation>Zum Anfang</translation>
    </message>
    <message>
        <source>Go to the first frame</source>
        <translation>Zum ersten Bild gehen</translation>
    </message>
    <message>
        <source>Go to end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>Go to the last frame</source>
        <translation>Zum letzten Bild gehen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Return to the position before the last jump</source>
        <translation>Zur Stelle vor dem letzten Sprung zurückkehren</translation>
    </message>
    <message>
        <source>There was no jump</source>
        <translation>Es gab keinen Sprung</translation>
    </message>
    <message>
        <source>{title} panel</source>
        <translation>Bereich {title}</translation>
    </message>
    <message>
        <source>Show or hide the panel {title}</source>
        <translation>Den Bereich {title} ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Improve on my annotations</source>
        <translation>Mit meinen Annotationen verbessern</translation>
    </message>
    <message>
        <source>Adapt to this room</source>
        <translation>An diesen Raum anpassen</translation>
    </message>
    <message>
        <source>Peak in a box</source>
        <translation>Spitze in einem Rahmen</translation>
    </message>
    <message>
        <source>Match AUC</source>
        <translation>AUC der Übereinstimmung</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>Kalibrierungsfehler</translation>
    </message>
    <message>
        <source>Highlighted area, absent sounds</source>
        <translation>Hervorgehobene Fläche, Klänge ohne Quelle</translation>
    </message>
    <message>
        <source>Overlap (cIoU ≥ 0.5)</source>
        <translation>Deckung (cIoU ≥ 0,5)</translation>
    </message>
    <message>
        <source>Highlighted area, room alone</source>
        <translation>Hervorgehobene Fläche, nur der Raum</translation>
    </message>
    <message>
        <source>Highlighted moments, room alone</source>
        <translation>Hervorgehobene Momente, nur der Raum</translation>
    </message>
    <message>
        <source>Known sounds found in the room</source>
        <translation>Bekannte Klänge, im Raum gefunden</translation>
    </message>
    <message>
        <source>image only {value}</source>
        <translation>nur Bild {value}</translation>
    </message>
    <message>
        <source>image centre {value}</source>
        <translation>Bildmitte {value}</translation>
    </message>
    <message>
        <source>best fixed cell {value}</source>
        <translation>beste feste Zelle {value}</translation>
    </message>
    <message>
        <source>random cell {value}</source>
        <translation>zufällige Zelle {value}</translation>
    </message>
    <message>
        <source>It helps on what was held out.</source>
        <translation>Es hilft bei dem, was zurückgehalten wurde.</translation>
    </message>
    <message>
        <source>It does not help: no change is larger than chance. Revert it, or add more files.</source>
        <translation>Es hilft nicht: Keine Änderung ist größer als der Zufall. Rückgängig machen oder weitere Dateien annotieren.</translation>
    </message>
    <message>
        <source>It makes something worse. Revert it.</source>
        <translation>Es verschlechtert etwas. Rückgängig machen.</translation>
    </message>
    <message>
        <source>The room alone highlights nothing; there is little to gain.</source>
        <translation>Der Raum allein hebt nichts hervor; es gibt wenig zu gewinnen.</translation>
    </message>
    <message>
        <source>It does not help: no change is larger than chance. Revert it, or record for longer.</source>
        <translation>Es hilft nicht: Keine Änderung ist größer als der Zufall. Rückgängig machen oder länger aufnehmen.</translation>
    </message>
    <message>
        <source>Leave the room as it is before the performance: nobody plays or speaks to the microphone. Twenty seconds are needed, a minute or more is better.</source>
        <translation>Den Raum lassen, wie er vor der Vorführung ist: Niemand spielt oder spricht ins Mikrofon. Zwanzig Sekunden sind nötig, eine Minute oder mehr ist besser.</translation>
    </message>
    <message>
        <source>The model is adapted and tested on what is held out.</source>
        <translation>Das Modell wird angepasst und an dem geprüft, was zurückgehalten wird.</translation>
    </message>
    <message>
        <source>In percent, on what was held out. In brackets: 95 % interval, by file.</source>
        <translation>In Prozent, bei dem, was zurückgehalten wurde. In Klammern: 95-%-Intervall, nach Dateien.</translation>
    </message>
    <message>
        <source>Stop and adapt</source>
        <translation>Beenden und anpassen</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Recorded: {time}</source>
        <translation>Aufgenommen: {time}</translation>
    </message>
    <message>
        <source>Silence: below {after} dBFS, before {before}.</source>
        <translation>Stille: unter {after} dBFS, vorher {before}.</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Peak in a box without a model: {values}.</source>
        <translation>Spitze in einem Rahmen ohne Modell: {values}.</translation>
    </message>
    <message>
        <source>Close the file</source>
        <translation>Die Datei schließen</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Play or pause; live: freeze the image</source>
        <translation>Abspielen oder anhalten; live: das Bild einfrieren</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>Vorheriges Bild</translation>
    </message>
    <message>
        <source>Step to the previous frame</source>
        <translation>Ein Bild zurück</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Step to the next frame</source>
        <translation>Ein Bild vor</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Langsamer</translation>
    </message>
    <message>
        <source>Play at the next lower speed</source>
        <translation>Mit der nächstkleineren Geschwindigkeit abspielen</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Schneller</translation>
    </message>
    <message>
        <source>Play at the next higher speed</source>
        <translation>Mit der nächstgrößeren Geschwindigkeit abspielen</translation>
    </message>
    <message>
        <source>10 % slower</source>
        <translation>10 % langsamer</translation>
    </message>
    <message>
        <source>Play 10 % slower</source>
        <translation>10 % langsamer abspielen</translation>
    </message>
    <message>
        <source>10 % faster</source>
        <translation>10 % schneller</translation>
    </message>
    <message>
        <source>Play 10 % faster</source>
        <translation>10 % schneller abspielen</translation>
    </message>
    <message>
        <source>Half speed</source>
        <translation>Halbe Geschwindigkeit</translation>
    </message>
    <message>
        <source>Halve the speed</source>
        <translation>Die Geschwindigkeit halbieren</translation>
    </message>
    <message>
        <source>Double speed</source>
        <translation>Doppelte Geschwindigkeit</translation>
    </message>
    <message>
        <source>Double the speed</source>
        <translation>Die Geschwindigkeit verdoppeln</translation>
    </message>
    <message>
        <source>Normal speed</source>
        <translation>Normale Geschwindigkeit</translation>
    </message>
    <message>
        <source>Play at normal speed</source>
        <translation>Mit normaler Geschwindigkeit abspielen</translation>
    </message>
    <message>
        <source>Start again at the end of the file</source>
        <translation>Am Ende der Datei von vorn beginnen</translation>
    </message>
    <message>
        <source>Set loop start (A)</source>
        <translation>Schleifenanfang setzen (A)</translation>
    </message>
    <message>
        <source>Start the loop here</source>
        <translation>Die Schleife hier beginnen</translation>
    </message>
    <message>
        <source>Set loop end (B)</source>
        <translation>Schleifenende setzen (B)</translation>
    </message>
    <message>
        <source>End the loop here</source>
        <translation>Die Schleife hier beenden</translation>
    </message>
    <message>
        <source>Clear A and B</source>
        <translation>A und B löschen</translation>
    </message>
    <message>
        <source>Remove the loop start and end</source>
        <translation>Anfang und Ende der Schleife entfernen</translation>
    </message>
    <message>
        <source>A and B are not set</source>
        <translation>A und B sind nicht gesetzt</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Mute the loudspeaker; the model still receives the audio</source>
        <translation>Den Lautsprecher stumm schalten; das Modell hört weiter den Ton</translation>
    </message>
    <message>
        <source>Volume up</source>
        <translation>Lauter</translation>
    </message>
    <message>
        <source>Increase the volume by 5 %</source>
        <translation>Die Lautstärke um 5 % erhöhen</translation>
    </message>
    <message>
        <source>Volume down</source>
        <translation>Leiser</translation>
    </message>
    <message>
        <source>Decrease the volume by 5 %</source>
        <translation>Die Lautstärke um 5 % verringern</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Speed {factor}×</source>
        <translation>Geschwindigkeit {factor}×</translation>
    </message>
    <message>
        <source>A at {time}</source>
        <translation>A bei {time}</translation>
    </message>
    <message>
        <source>B at {time}</source>
        <translation>B bei {time}</translation>
    </message>
    <message>
        <source>A and B cleared</source>
        <translation>A und B gelöscht</translation>
    </message>
    <message>
        <source>Loop on</source>
        <translation>Schleife ein</translation>
    </message>
    <message>
        <source>Loop off</source>
        <translation>Schleife aus</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stumm geschaltet</translation>
    </message>
    <message>
        <source>Unmuted</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>Volume {percent} %</source>
        <translation>Lautstärke {percent} %</translation>
    </message>
    <message>
        <source>Colour the image by score</source>
        <translation>Das Bild nach Score einfärben</translation>
    </message>
    <message>
        <source>Outline the region above the threshold</source>
        <translation>Die Region über dem Schwellenwert umranden</translation>
    </message>
    <message>
        <source>Mark the cell with the highest score</source>
        <translation>Die Zelle mit dem höchsten Score markieren</translation>
    </message>
    <message>
        <source>Show the scores of the 14 × 14 cells</source>
        <translation>Die Scores der 14 × 14 Zellen anzeigen</translation>
    </message>
    <message>
        <source>Show or hide the map</source>
        <translation>Die Karte ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Next view</source>
        <translation>Nächste Darstellung</translation>
    </message>
    <message>
        <source>Next view: heat, contour, peak, grid</source>
        <translation>Nächste Darstellung: Wärmebild, Kontur, Spitze, Raster</translation>
    </message>
    <message>
        <source>Next colour map</source>
        <translation>Nächste Farbpalette</translation>
    </message>
    <message>
        <source>Next colour map: inferno, viridis, cividis</source>
        <translation>Nächste Farbpalette: Inferno, Viridis, Cividis</translation>
    </message>
    <message>
        <source>Cycle smoothing</source>
        <translation>Glättung wechseln</translation>
    </message>
    <message>
        <source>Next smoothing over time: off, 0.3 s, 1 s</source>
        <translation>Nächste zeitliche Glättung: aus, 0,3 s, 1 s</translation>
    </message>
    <message>
        <source>Increase opacity</source>
        <translation>Deckkraft erhöhen</translation>
    </message>
    <message>
        <source>Make the map more opaque</source>
        <translation>Die Karte deckender machen</translation>
    </message>
    <message>
        <source>Decrease opacity</source>
        <translation>Deckkraft verringern</translation>
    </message>
    <message>
        <source>Make the map more transparent</source>
        <translation>Die Karte durchsichtiger machen</translation>
    </message>
    <message>
        <source>Raise threshold</source>
        <translation>Schwellenwert erhöhen</translation>
    </message>
    <message>
        <source>Show only higher scores; first those of a match, from 0.5 on</source>
        <translation>Nur höhere Scores zeigen; zuerst die eines Treffers, ab 0,5</translation>
    </message>
    <message>
        <source>Threshold: score {score}</source>
        <translation>Schwellenwert: Score {score}</translation>
    </message>
    <message>
        <source>Lower threshold</source>
        <translation>Schwellenwert senken</translation>
    </message>
    <message>
        <source>Show lower scores too</source>
        <translation>Auch niedrigere Scores anzeigen</translation>
    </message>
    <message>
        <source>Theme: {name}</source>
        <translation>Farbschema: {name}</translation>
    </message>
    <message>
        <source>Mirror the image; recordings are not mirrored</source>
        <translation>Das Bild spiegeln; Aufnahmen werden nicht gespiegelt</translation>
    </message>
    <message>
        <source>Map shown</source>
        <translation>Karte eingeblendet</translation>
    </message>
    <message>
        <source>Map hidden</source>
        <translation>Karte ausgeblendet</translation>
    </message>
    <message>
        <source>Smoothing: {name}</source>
        <translation>Glättung: {name}</translation>
    </message>
    <message>
        <source>Opacity {percent} %</source>
        <translation>Deckkraft {percent} %</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>Gespiegelt</translation>
    </message>
    <message>
        <source>Not mirrored</source>
        <translation>Nicht gespiegelt</translation>
    </message>
    <message>
        <source>One image</source>
        <translation>Ein Bild</translation>
    </message>
    <message>
        <source>Compare sounds</source>
        <translation>Klänge vergleichen</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>Modelle vergleichen</translation>
    </message>
    <message>
        <source>Agreement of {name}</source>
        <translation>Übereinstimmung von {name}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Add a model</source>
        <translation>Modell hinzufügen</translation>
    </message>
    <message>
        <source>Compare with another model, up to three</source>
        <translation>Mit einem weiteren Modell vergleichen, bis zu drei</translation>
    </message>
    <message>
        <source>Add a model…</source>
        <translation>Modell hinzufügen…</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message>
        <source>Choose sounds in the Sounds panel; U pins the current audio window.</source>
        <translation>Klänge im Bereich Klänge wählen; U heftet das aktuelle Audiofenster an.</translation>
    </message>
    <message>
        <source>The image with its map</source>
        <translation>Das Bild mit seiner Karte</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>wird berechnet…</translation>
    </message>
    <message>
        <source>delay {age} s</source>
        <translation>Verzögerung {age} s</translation>
    </message>
    <message>
        <source>The figure was not saved</source>
        <translation>Die Abbildung wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>Saved {name}.png and .svg to {parent}.</source>
        <translation>{name}.png und .svg in {parent} gespeichert.</translation>
    </message>
    <message>
        <source>Agreement with the first model over the last frames (up to 100). Same peak: frames in which the two best cells are equal or touch. Rank corr.: mean Spearman rank correlation of the two maps; 1 is the same order of cells, 0 no relation.</source>
        <translation>Übereinstimmung mit dem ersten Modell über die letzten Bilder (bis zu 100). Gleiche Spitze: Bilder, in denen die zwei besten Zellen gleich sind oder sich berühren. Rangkorr.: mittlere Spearman-Rangkorrelation der beiden Karten; 1 ist die gleiche Reihenfolge der Zellen, 0 kein Zusammenhang.</translation>
    </message>
    <message numerus="yes">
        <source>same peak in {matches} of %n frames</source>
        <translation>
            <numerusform>gleiche Spitze in {matches} von %n Bild</numerusform>
            <numerusform>gleiche Spitze in {matches} von %n Bildern</numerusform>
        </translation>
    </message>
    <message>
        <source>{text} · rank corr. {correlation}</source>
        <translation>{text} · Rangkorr. {correlation}</translation>
    </message>
    <message>
        <source>normalised, brightest = 1</source>
        <translation>normalisiert, am hellsten = 1</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Log spectrogram</source>
        <translation>Log-Spektrogramm</translation>
    </message>
    <message>
        <source>No audio track</source>
        <translation>Keine Tonspur</translation>
    </message>
    <message>
        <source>Analysing</source>
        <translation>Analyse läuft</translation>
    </message>
    <message>
        <source>Analysis paused</source>
        <translation>Analyse angehalten</translation>
    </message>
    <message>
        <source>Analysis complete</source>
        <translation>Analyse abgeschlossen</translation>
    </message>
    <message>
        <source>Analyse file</source>
        <translation>Datei analysieren</translation>
    </message>
    <message>
        <source>Compute the map of every frame in the background; pause and resume</source>
        <translation>Die Karte jedes Bildes im Hintergrund berechnen; anhalten und fortsetzen</translation>
    </message>
    <message>
        <source>Stop analysis</source>
        <translation>Analyse stoppen</translation>
    </message>
    <message>
        <source>Stop the analysis of this file; its results so far are kept</source>
        <translation>Die Analyse dieser Datei stoppen; bisherige Ergebnisse bleiben</translation>
    </message>
    <message>
        <source>No analysis is running</source>
        <translation>Es läuft keine Analyse</translation>
    </message>
    <message>
        <source>Add a marker first</source>
        <translation>Zuerst eine Markierung setzen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo the last change of markers, boxes or taught classes</source>
        <translation>Die letzte Änderung an Markierungen, Rahmen oder gelernten Klassen rückgängig machen</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>Es gibt nichts rückgängig zu machen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo the last change that was undone</source>
        <translation>Die letzte rückgängig gemachte Änderung wiederholen</translation>
    </message>
    <message>
        <source>There is nothing to redo</source>
        <translation>Es gibt nichts zu wiederholen</translation>
    </message>
    <message>
        <source>Add a marker at the present time</source>
        <translation>Eine Markierung an der aktuellen Stelle setzen</translation>
    </message>
    <message>
        <source>Remove the nearest marker</source>
        <translation>Die nächstgelegene Markierung entfernen</translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation>Nächste Markierung</translation>
    </message>
    <message>
        <source>Go to the next marker</source>
        <translation>Zur nächsten Markierung gehen</translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation>Vorherige Markierung</translation>
    </message>
    <message>
        <source>Go to the previous marker</source>
        <translation>Zur vorherigen Markierung gehen</translation>
    </message>
    <message>
        <source>The whole file is shown</source>
        <translation>Die ganze Datei wird angezeigt</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom in on the present time, down to single samples</source>
        <translation>An der aktuellen Stelle vergrößern, bis zu einzelnen Abtastwerten</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom out of the timeline</source>
        <translation>Die Zeitleiste verkleinern</translation>
    </message>
    <message>
        <source>Whole file</source>
        <translation>Ganze Datei</translation>
    </message>
    <message>
        <source>Show the whole file on the timeline</source>
        <translation>Die ganze Datei auf der Zeitleiste anzeigen</translation>
    </message>
    <message>
        <source>Cycle waveform/spectrogram</source>
        <translation>Wellenform/Spektrogramm wechseln</translation>
    </message>
    <message>
        <source>Audio on the timeline: waveform, log spectrogram, none</source>
        <translation>Ton auf der Zeitleiste: Wellenform, Log-Spektrogramm, nichts</translation>
    </message>
    <message>
        <source>No marker found</source>
        <translation>Keine Markierung gefunden</translation>
    </message>
    <message>
        <source>Analysis stopped</source>
        <translation>Analyse gestoppt</translation>
    </message>
    <message>
        <source>earlier: {time}</source>
        <translation>früher: {time}</translation>
    </message>
    <message>
        <source>score {score}</source>
        <translation>Score {score}</translation>
    </message>
    <message>
        <source>Box lists (*.json);;All files (*)</source>
        <translation>Rahmenlisten (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Draw a box first</source>
        <translation>Zuerst einen Rahmen zeichnen</translation>
    </message>
    <message>
        <source>This frame has no boxes</source>
        <translation>Dieses Bild hat keine Rahmen</translation>
    </message>
    <message>
        <source>Select a box first</source>
        <translation>Zuerst einen Rahmen auswählen</translation>
    </message>
    <message>
        <source>Draw boxes</source>
        <translation>Rahmen zeichnen</translation>
    </message>
    <message>
        <source>Draw, move and resize boxes around sound sources on the paused image</source>
        <translation>Rahmen um Schallquellen im angehaltenen Bild zeichnen, verschieben und ändern</translation>
    </message>
    <message>
        <source>Label box…</source>
        <translation>Rahmen beschriften…</translation>
    </message>
    <message>
        <source>Label the selected box and the boxes drawn next</source>
        <translation>Den gewählten Rahmen und die nächsten Rahmen beschriften</translation>
    </message>
    <message>
        <source>Mark as silent</source>
        <translation>Als stumm markieren</translation>
    </message>
    <message>
        <source>Mark the object in the selected box as silent</source>
        <translation>Das Objekt im gewählten Rahmen als stumm markieren</translation>
    </message>
    <message>
        <source>No source in frame</source>
        <translation>Keine Quelle im Bild</translation>
    </message>
    <message>
        <source>Mark the frame as having no sound source: its map should be empty</source>
        <translation>Das Bild als ohne Schallquelle markieren: seine Karte sollte leer sein</translation>
    </message>
    <message>
        <source>Fill the frames between the two annotated frames around this one</source>
        <translation>Die Bilder zwischen den beiden annotierten Bildern um dieses füllen</translation>
    </message>
    <message>
        <source>Copy to next frame</source>
        <translation>In das nächste Bild kopieren</translation>
    </message>
    <message>
        <source>Copy the boxes of this frame to the next frame and go there</source>
        <translation>Die Rahmen dieses Bildes in das nächste kopieren und dorthin gehen</translation>
    </message>
    <message>
        <source>Copy boxes from previous frame</source>
        <translation>Rahmen aus dem vorherigen Bild kopieren</translation>
    </message>
    <message>
        <source>Copy the boxes of the previous annotated frame to this frame</source>
        <translation>Die Rahmen des vorherigen annotierten Bildes in dieses Bild kopieren</translation>
    </message>
    <message>
        <source>Delete the selected box</source>
        <translation>Den gewählten Rahmen löschen</translation>
    </message>
    <message>
        <source>Delete all boxes in frame</source>
        <translation>Alle Rahmen im Bild löschen</translation>
    </message>
    <message>
        <source>Delete all annotations of this frame</source>
        <translation>Alle Annotationen dieses Bildes löschen</translation>
    </message>
    <message>
        <source>Next annotated frame</source>
        <translation>Nächstes annotiertes Bild</translation>
    </message>
    <message>
        <source>Go to the next frame with boxes</source>
        <translation>Zum nächsten Bild mit Rahmen gehen</translation>
    </message>
    <message>
        <source>Previous annotated frame</source>
        <translation>Vorheriges annotiertes Bild</translation>
    </message>
    <message>
        <source>Go to the previous frame with boxes</source>
        <translation>Zum vorherigen Bild mit Rahmen gehen</translation>
    </message>
    <message>
        <source>Import boxes…</source>
        <translation>Rahmen importieren…</translation>
    </message>
    <message>
        <source>Import the rows of a box list (VGG-SS and others) that belong to this file</source>
        <translation>Die Zeilen einer Rahmenliste (VGG-SS und andere) importieren, die zu dieser Datei gehören</translation>
    </message>
    <message>
        <source>Export boxes…</source>
        <translation>Rahmen exportieren…</translation>
    </message>
    <message>
        <source>Export the boxes as a list for  avol evaluate localization; rows of other files in the list are kept</source>
        <translation>Die Rahmen als Liste für  avol evaluate localization exportieren; Zeilen anderer Dateien in der Liste bleiben</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n annotated frames from {name}</source>
        <translation>
            <numerusform>%n annotiertes Bild aus {name} importiert</numerusform>
            <numerusform>%n annotierte Bilder aus {name} importiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; skipped %n rows of other sounds</source>
        <translation>
            <numerusform>; %n Zeile eines anderen Klangs übersprungen</numerusform>
            <numerusform>; %n Zeilen anderer Klänge übersprungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; kept %n rows of other files</source>
        <translation>
            <numerusform>; %n Zeile einer anderen Datei behalten</numerusform>
            <numerusform>; %n Zeilen anderer Dateien behalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawing finished</source>
        <translation>Zeichnen beendet</translation>
    </message>
    <message>
        <source>This is the last frame</source>
        <translation>Dies ist das letzte Bild</translation>
    </message>
    <message>
        <source>No annotated frame found</source>
        <translation>Kein annotiertes Bild gefunden</translation>
    </message>
    <message>
        <source>Import boxes</source>
        <translation>Rahmen importieren</translation>
    </message>
    <message>
        <source>Export boxes</source>
        <translation>Rahmen exportieren</translation>
    </message>
    <message>
        <source>Exported the boxes of {name} to {name2}{kept}.</source>
        <translation>Rahmen von {name} nach {name2} exportiert{kept}.</translation>
    </message>
    <message>
        <source>Drag a box around the sound source. Esc ends drawing.</source>
        <translation>Einen Rahmen um die Schallquelle ziehen. Esc beendet das Zeichnen.</translation>
    </message>
    <message>
        <source>Pause (Space) to draw boxes. Esc ends drawing.</source>
        <translation>Zum Zeichnen anhalten (Leertaste). Esc beendet das Zeichnen.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>keine Quelle</translation>
    </message>
    <message numerus="yes">
        <source>%n boxes</source>
        <translation>
            <numerusform>%n Rahmen</numerusform>
            <numerusform>%n Rahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>silent objects only</source>
        <translation>nur stumme Objekte</translation>
    </message>
    <message>
        <source>Pin sounds to compare them: U pins the current second, the Sounds panel has instruments.</source>
        <translation>Zum Vergleichen Klänge anheften: U heftet die aktuelle Sekunde an, der Bereich Klänge hat Instrumente.</translation>
    </message>
    <message>
        <source>Single view</source>
        <translation>Einzelansicht</translation>
    </message>
    <message>
        <source>Remove a pinned sound first</source>
        <translation>Zuerst einen angehefteten Klang entfernen</translation>
    </message>
    <message>
        <source>There is no audio track</source>
        <translation>Es gibt keine Tonspur</translation>
    </message>
    <message>
        <source>Current second</source>
        <translation>Aktuelle Sekunde</translation>
    </message>
    <message>
        <source>Compare with the current second: the middle of A–B, else here; live: the last second</source>
        <translation>Mit der aktuellen Sekunde vergleichen: die Mitte von A–B, sonst hier; live: die letzte Sekunde</translation>
    </message>
    <message>
        <source>Audio file…</source>
        <translation>Audiodatei…</translation>
    </message>
    <message>
        <source>Compare with the middle second of another file</source>
        <translation>Mit der mittleren Sekunde einer anderen Datei vergleichen</translation>
    </message>
    <message>
        <source>White noise</source>
        <translation>Weißes Rauschen</translation>
    </message>
    <message>
        <source>Compare with white noise, which no object makes</source>
        <translation>Mit weißem Rauschen vergleichen, das kein Objekt erzeugt</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>Compare with silence</source>
        <translation>Mit Stille vergleichen</translation>
    </message>
    <message>
        <source>Clear sounds</source>
        <translation>Klänge entfernen</translation>
    </message>
    <message>
        <source>Remove all pinned sounds</source>
        <translation>Alle angehefteten Klänge entfernen</translation>
    </message>
    <message>
        <source>Pin a sound first</source>
        <translation>Zuerst einen Klang anheften</translation>
    </message>
    <message>
        <source>Show the map of each pinned sound side by side</source>
        <translation>Die Karten der angehefteten Klänge nebeneinander zeigen</translation>
    </message>
    <message>
        <source>Show the map of each model side by side, and how they agree with the first</source>
        <translation>Die Karten der Modelle nebeneinander zeigen und wie sie mit dem ersten übereinstimmen</translation>
    </message>
    <message>
        <source>Remove a compared model first</source>
        <translation>Zuerst ein verglichenes Modell entfernen</translation>
    </message>
    <message>
        <source>There is no map yet</source>
        <translation>Es gibt noch keine Karte</translation>
    </message>
    <message>
        <source>Compare with the default weights of AVOL</source>
        <translation>Mit den Standardgewichten von AVOL vergleichen</translation>
    </message>
    <message>
        <source>Checkpoint…</source>
        <translation>Gewichte…</translation>
    </message>
    <message>
        <source>Compare with weights from a file</source>
        <translation>Mit Gewichten aus einer Datei vergleichen</translation>
    </message>
    <message>
        <source>Image only (no audio)</source>
        <translation>Nur Bild (ohne Ton)</translation>
    </message>
    <message>
        <source>Compare with the visual saliency of the model, which ignores the audio</source>
        <translation>Mit der visuellen Auffälligkeit des Modells vergleichen, die den Ton nicht beachtet</translation>
    </message>
    <message>
        <source>Compare with the same model on silent audio</source>
        <translation>Mit demselben Modell bei stummem Ton vergleichen</translation>
    </message>
    <message>
        <source>Save the compared maps to the pictures folder, as PNG and SVG</source>
        <translation>Die verglichenen Karten als PNG und SVG im Bilderordner speichern</translation>
    </message>
    <message>
        <source>Compare with a checkpoint</source>
        <translation>Mit Gewichten vergleichen</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>Gewichte (*.safetensors)</translation>
    </message>
    <message>
        <source>{name} at {time}, frame {index} · scores on a fixed scale from 0 to 1</source>
        <translation>{name} bei {time}, Bild {index} · Scores auf fester Skala von 0 bis 1</translation>
    </message>
    <message>
        <source>Saving figure</source>
        <translation>Abbildung wird gespeichert</translation>
    </message>
    <message>
        <source>Save image with map</source>
        <translation>Bild mit Karte speichern</translation>
    </message>
    <message>
        <source>Save this frame with its map to the pictures folder</source>
        <translation>Dieses Bild mit seiner Karte im Bilderordner speichern</translation>
    </message>
    <message>
        <source>Save image without map</source>
        <translation>Bild ohne Karte speichern</translation>
    </message>
    <message>
        <source>Save this frame without its map to the pictures folder</source>
        <translation>Dieses Bild ohne seine Karte im Bilderordner speichern</translation>
    </message>
    <message>
        <source>Save screenshot</source>
        <translation>Bildschirmfoto speichern</translation>
    </message>
    <message>
        <source>Save an image of the window to the pictures folder</source>
        <translation>Ein Bild des Fensters im Bilderordner speichern</translation>
    </message>
    <message>
        <source>No export is running</source>
        <translation>Es läuft kein Export</translation>
    </message>
    <message>
        <source>An export is running</source>
        <translation>Ein Export läuft</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Choose range, files, overlays and folder, and export</source>
        <translation>Bereich, Dateien, Einblendungen und Ordner wählen und exportieren</translation>
    </message>
    <message>
        <source>Export video, CSV and maps (NPZ)</source>
        <translation>Video, CSV und Karten (NPZ) exportieren</translation>
    </message>
    <message>
        <source>Export A to B, or the whole file, as a video with map and sound, a table (CSV) and all maps (NPZ) to the videos folder</source>
        <translation>A bis B oder die ganze Datei in den Videoordner exportieren: Video mit Karte und Ton, Tabelle (CSV) und alle Karten (NPZ)</translation>
    </message>
    <message>
        <source>Export CSV and maps (NPZ) only</source>
        <translation>Nur CSV und Karten (NPZ) exportieren</translation>
    </message>
    <message>
        <source>Export the table (CSV) and all maps (NPZ) of A to B, or of the whole file</source>
        <translation>Die Tabelle (CSV) und alle Karten (NPZ) von A bis B oder der ganzen Datei exportieren</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner anzeigen</translation>
    </message>
    <message>
        <source>Open the folder of the last saved image, video or table</source>
        <translation>Den Ordner des zuletzt gespeicherten Bildes, Videos oder der Tabelle öffnen</translation>
    </message>
    <message>
        <source>Save or export something first</source>
        <translation>Zuerst etwas speichern oder exportieren</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>Cancel the export and remove its files</source>
        <translation>Den Export abbrechen und seine Dateien entfernen</translation>
    </message>
    <message>
        <source>Exporting A to B</source>
        <translation>A bis B wird exportiert</translation>
    </message>
    <message>
        <source>Exporting the whole file</source>
        <translation>Die ganze Datei wird exportiert</translation>
    </message>
    <message>
        <source>No file manager found; open {folder} by hand.</source>
        <translation>Kein Dateimanager gefunden; {folder} von Hand öffnen.</translation>
    </message>
    <message>
        <source>Image saved</source>
        <translation>Bild gespeichert</translation>
    </message>
    <message>
        <source>Move view left</source>
        <translation>Ausschnitt nach links</translation>
    </message>
    <message>
        <source>Move view right</source>
        <translation>Ausschnitt nach rechts</translation>
    </message>
    <message>
        <source>Move view up</source>
        <translation>Ausschnitt nach oben</translation>
    </message>
    <message>
        <source>Move view down</source>
        <translation>Ausschnitt nach unten</translation>
    </message>
    <message>
        <source>Query region here</source>
        <translation>Region hier abfragen</translation>
    </message>
    <message>
        <source>When does the object at this point sound?</source>
        <translation>Wann klingt das Objekt an dieser Stelle?</translation>
    </message>
    <message>
        <source>The file has no audio track</source>
        <translation>Die Datei hat keine Tonspur</translation>
    </message>
    <message>
        <source>Copy image with map</source>
        <translation>Bild mit Karte kopieren</translation>
    </message>
    <message>
        <source>Copy this frame with its map to the clipboard</source>
        <translation>Dieses Bild mit seiner Karte in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>Copy image without map</source>
        <translation>Bild ohne Karte kopieren</translation>
    </message>
    <message>
        <source>Copy this frame without its map to the clipboard</source>
        <translation>Dieses Bild ohne seine Karte in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>There is no image yet</source>
        <translation>Es gibt noch kein Bild</translation>
    </message>
    <message>
        <source>Enlarge the image (also with the wheel)</source>
        <translation>Das Bild vergrößern (auch mit dem Mausrad)</translation>
    </message>
    <message>
        <source>There is no image to zoom</source>
        <translation>Es gibt kein Bild zum Vergrößern</translation>
    </message>
    <message>
        <source>Reduce the image (also with the wheel)</source>
        <translation>Das Bild verkleinern (auch mit dem Mausrad)</translation>
    </message>
    <message>
        <source>The whole image is shown</source>
        <translation>Das ganze Bild wird angezeigt</translation>
    </message>
    <message>
        <source>Whole image</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Show the whole image</source>
        <translation>Das ganze Bild anzeigen</translation>
    </message>
    <message>
        <source>Show another part of the image (also by dragging)</source>
        <translation>Einen anderen Teil des Bildes zeigen (auch durch Ziehen)</translation>
    </message>
    <message>
        <source>Image copied</source>
        <translation>Bild kopiert</translation>
    </message>
    <message>
        <source>Open camera</source>
        <translation>Kamera öffnen</translation>
    </message>
    <message>
        <source>Open the last used camera, or the first one</source>
        <translation>Die zuletzt verwendete oder die erste Kamera öffnen</translation>
    </message>
    <message>
        <source>Screen capture</source>
        <translation>Bildschirmaufnahme</translation>
    </message>
    <message>
        <source>Use the contents of the screen as the image</source>
        <translation>Den Bildschirminhalt als Bild verwenden</translation>
    </message>
    <message>
        <source>Audio offset −10 ms</source>
        <translation>Audio-Versatz −10 ms</translation>
    </message>
    <message>
        <source>Shift the audio 10 ms earlier</source>
        <translation>Den Ton um 10 ms früher legen</translation>
    </message>
    <message>
        <source>Audio offset +10 ms</source>
        <translation>Audio-Versatz +10 ms</translation>
    </message>
    <message>
        <source>Shift the audio 10 ms later</source>
        <translation>Den Ton um 10 ms später legen</translation>
    </message>
    <message>
        <source>Centred audio window (adds 0.5 s delay)</source>
        <translation>Zentriertes Audiofenster (verzögert um 0,5 s)</translation>
    </message>
    <message>
        <source>Use half a second of audio before and after the frame; the image is 0.5 s late</source>
        <translation>Eine halbe Sekunde Ton vor und nach dem Bild verwenden; das Bild kommt 0,5 s später</translation>
    </message>
    <message>
        <source>Clap test</source>
        <translation>Klatschtest</translation>
    </message>
    <message>
        <source>Measure the audio offset with three claps</source>
        <translation>Den Audio-Versatz mit dreimaligem Klatschen messen</translation>
    </message>
    <message>
        <source>It is running</source>
        <translation>Er läuft gerade</translation>
    </message>
    <message>
        <source>Audio offset {offset} ms</source>
        <translation>Audio-Versatz {offset} ms</translation>
    </message>
    <message>
        <source>Centred audio window, 0.5 s delay</source>
        <translation>Zentriertes Audiofenster, 0,5 s Verzögerung</translation>
    </message>
    <message>
        <source>Audio window up to the frame</source>
        <translation>Audiofenster bis zum Bild</translation>
    </message>
    <message>
        <source>Clap three times in front of the camera</source>
        <translation>Dreimal vor der Kamera in die Hände klatschen</translation>
    </message>
    <message>
        <source>{claps} claps: audio offset set to {milliseconds} ms ± {uncertainty} ms</source>
        <translation>{claps}-mal geklatscht: Audio-Versatz auf {milliseconds} ms ± {uncertainty} ms gesetzt</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Image and sound…</source>
        <translation>Bild und Ton…</translation>
    </message>
    <message>
        <source>Open an image, and find the source of the sound of another file in it</source>
        <translation>Ein Bild öffnen und darin die Quelle des Tons einer anderen Datei finden</translation>
    </message>
    <message>
        <source>Play demo</source>
        <translation>Demo abspielen</translation>
    </message>
    <message>
        <source>Play the demo video that comes with AVOL</source>
        <translation>Das Demo-Video von AVOL abspielen</translation>
    </message>
    <message>
        <source>The demo video is not installed</source>
        <translation>Das Demo-Video ist nicht installiert</translation>
    </message>
    <message>
        <source>Network camera…</source>
        <translation>Netzwerkkamera…</translation>
    </message>
    <message>
        <source>Open a network camera, or a phone used as a camera, by its address</source>
        <translation>Eine Netzwerkkamera oder ein Handy als Kamera über die Adresse öffnen</translation>
    </message>
    <message>
        <source>Simulate camera from video…</source>
        <translation>Kamera aus Video simulieren…</translation>
    </message>
    <message>
        <source>Loop a video as if it came from a camera</source>
        <translation>Ein Video in Schleife abspielen, als käme es von einer Kamera</translation>
    </message>
    <message>
        <source>Choose the image</source>
        <translation>Das Bild wählen</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Choose its sound</source>
        <translation>Den Ton dazu wählen</translation>
    </message>
    <message>
        <source>“{}” contains only audio.</source>
        <translation>„{}“ enthält nur Ton.</translation>
    </message>
    <message>
        <source>Use for the map</source>
        <translation>Für die Karte verwenden</translation>
    </message>
    <message>
        <source>Search with it</source>
        <translation>Damit suchen</translation>
    </message>
    <message>
        <source>Choose an image…</source>
        <translation>Bild wählen…</translation>
    </message>
    <message>
        <source>“{}” has no audio track.</source>
        <translation>„{}“ hat keine Tonspur.</translation>
    </message>
    <message>
        <source>Add audio…</source>
        <translation>Ton hinzufügen…</translation>
    </message>
    <message>
        <source>Audio and video</source>
        <translation>Audio und Video</translation>
    </message>
    <message>
        <source>Add audio</source>
        <translation>Ton hinzufügen</translation>
    </message>
    <message>
        <source>Images and videos</source>
        <translation>Bilder und Videos</translation>
    </message>
    <message>
        <source>Choose an image for the sound</source>
        <translation>Ein Bild für den Ton wählen</translation>
    </message>
    <message>
        <source>Simulate camera from video</source>
        <translation>Kamera aus Video simulieren</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>Open a video, an image or an audio file</source>
        <translation>Ein Video, ein Bild oder eine Audiodatei öffnen</translation>
    </message>
    <message>
        <source>Videos, images and audio</source>
        <translation>Videos, Bilder und Audio</translation>
    </message>
    <message>
        <source>No camera found: connect one, or use another source.</source>
        <translation>Keine Kamera gefunden: eine anschließen oder eine andere Quelle verwenden.</translation>
    </message>
    <message>
        <source>Open {path}</source>
        <translation>{path} öffnen</translation>
    </message>
    <message>
        <source>No recent files</source>
        <translation>Keine zuletzt geöffneten Dateien</translation>
    </message>
    <message>
        <source>AVOL cannot keep this screen awake; disable the screen saver in the system settings.</source>
        <translation>AVOL kann diesen Bildschirm nicht wach halten; den Bildschirmschoner in den Systemeinstellungen abschalten.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Record the live input: source video, video with map, table</source>
        <translation>Live aufnehmen: Originalvideo, Video mit Karte, Tabelle</translation>
    </message>
    <message>
        <source>Save last 30 s</source>
        <translation>Letzte 30 s speichern</translation>
    </message>
    <message>
        <source>Save the last 30 seconds of the live input</source>
        <translation>Die letzten 30 Sekunden des Live-Bildes speichern</translation>
    </message>
    <message>
        <source>Replace the audio by silence: the map becomes empty</source>
        <translation>Den Ton durch Stille ersetzen: die Karte wird leer</translation>
    </message>
    <message>
        <source>Presenter mode</source>
        <translation>Präsentationsmodus</translation>
    </message>
    <message>
        <source>Full screen with large text; the screen stays awake</source>
        <translation>Vollbild mit großer Schrift; der Bildschirm bleibt wach</translation>
    </message>
    <message>
        <source>Presenter mode in window</source>
        <translation>Präsentationsmodus im Fenster</translation>
    </message>
    <message>
        <source>Only the image, with large text, in the size of the window</source>
        <translation>Nur das Bild mit großer Schrift, in der Größe des Fensters</translation>
    </message>
    <message>
        <source>Presenter mode in the window: press Esc to exit</source>
        <translation>Präsentationsmodus im Fenster: Esc beendet ihn</translation>
    </message>
    <message>
        <source>Presenter mode: press Esc to exit</source>
        <translation>Präsentationsmodus: Esc beendet ihn</translation>
    </message>
    <message>
        <source>AVOL projects (*{PROJECT_SUFFIX});;All files (*)</source>
        <translation>AVOL-Projekte (*{PROJECT_SUFFIX});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Wait: the file is being read</source>
        <translation>Warten: die Datei wird gelesen</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>Projekt öffnen…</translation>
    </message>
    <message>
        <source>Open a video with its saved position, markers, boxes, sounds and view</source>
        <translation>Ein Video mit gespeicherter Stelle, Markierungen, Rahmen, Klängen und Ansicht öffnen</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>Projekt speichern</translation>
    </message>
    <message>
        <source>Save position, markers, boxes, sounds and view of the video to a file</source>
        <translation>Stelle, Markierungen, Rahmen, Klänge und Ansicht des Videos in einer Datei speichern</translation>
    </message>
    <message>
        <source>Save project as…</source>
        <translation>Projekt speichern unter…</translation>
    </message>
    <message>
        <source>Save the project to another file</source>
        <translation>Das Projekt in einer anderen Datei speichern</translation>
    </message>
    <message>
        <source>Not saved, because in no file: {join}. Record a sound to keep it.</source>
        <translation>Nicht gespeichert, weil in keiner Datei: {join}. Einen Klang aufnehmen, um ihn zu behalten.</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name} gespeichert</translation>
    </message>
    <message>
        <source>“{name}” exists already; choose this name to replace it.</source>
        <translation>„{name}“ gibt es schon; diesen Namen wählen, um es zu ersetzen.</translation>
    </message>
    <message>
        <source>“{name}” was not found; open it from its new folder</source>
        <translation>„{name}“ wurde nicht gefunden; es aus seinem neuen Ordner öffnen</translation>
    </message>
    <message>
        <source>{text} to continue with the project.</source>
        <translation>{text}, um mit dem Projekt fortzufahren.</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>“{name}” has changed since the project was saved</source>
        <translation>„{name}“ hat sich seit dem Speichern des Projekts geändert</translation>
    </message>
    <message>
        <source>{text}; check the boxes.</source>
        <translation>{text}; die Rahmen prüfen.</translation>
    </message>
    <message>
        <source>Click the object, or drag over it (or use the arrow keys and Enter). Esc cancels.</source>
        <translation>Das Objekt anklicken oder einen Rahmen darum ziehen (oder Pfeiltasten und Eingabetaste). Esc bricht ab.</translation>
    </message>
    <message>
        <source>Query region…</source>
        <translation>Region abfragen…</translation>
    </message>
    <message>
        <source>Click a cell of the image, or drag over several: when does this object sound?</source>
        <translation>Eine Zelle des Bildes anklicken oder über mehrere ziehen: Wann klingt dieses Objekt?</translation>
    </message>
    <message>
        <source>Play next best second</source>
        <translation>Nächstbeste Sekunde abspielen</translation>
    </message>
    <message>
        <source>Play the second with the highest score, then the next one</source>
        <translation>Die Sekunde mit dem höchsten Score abspielen, dann die nächste</translation>
    </message>
    <message>
        <source>Query a region first</source>
        <translation>Zuerst eine Region abfragen</translation>
    </message>
    <message>
        <source>Clear query</source>
        <translation>Abfrage löschen</translation>
    </message>
    <message>
        <source>Clear the region query (also Esc)</source>
        <translation>Die Abfrage der Region löschen (auch Esc)</translation>
    </message>
    <message>
        <source>Set the loop start A and the loop end B first</source>
        <translation>Zuerst den Schleifenanfang A und das Schleifenende B setzen</translation>
    </message>
    <message>
        <source>Search with region…</source>
        <translation>Mit Region suchen…</translation>
    </message>
    <message>
        <source>Drag a rectangle on the image and search with its content</source>
        <translation>Ein Rechteck auf dem Bild ziehen und mit seinem Inhalt suchen</translation>
    </message>
    <message>
        <source>Search with audio from A to B</source>
        <translation>Mit dem Ton von A bis B suchen</translation>
    </message>
    <message>
        <source>Search with the audio between A and B; Ctrl+Shift+drag on the timeline sets them and searches</source>
        <translation>Mit dem Ton zwischen A und B suchen; Strg+Umschalt+Ziehen auf der Zeitleiste setzt sie und sucht</translation>
    </message>
    <message>
        <source>Search with current frame</source>
        <translation>Mit dem aktuellen Bild suchen</translation>
    </message>
    <message>
        <source>Search with the current frame and audio window</source>
        <translation>Mit dem aktuellen Bild und Audiofenster suchen</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Dateien hinzufügen…</translation>
    </message>
    <message>
        <source>Add videos, images and audio files to the library</source>
        <translation>Videos, Bilder und Audiodateien zur Bibliothek hinzufügen</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Add all videos, images and audio files of a folder to the library</source>
        <translation>Alle Videos, Bilder und Audiodateien eines Ordners zur Bibliothek hinzufügen</translation>
    </message>
    <message>
        <source>Open library…</source>
        <translation>Bibliothek öffnen…</translation>
    </message>
    <message>
        <source>Search another library; an empty folder becomes a new one</source>
        <translation>In einer anderen Bibliothek suchen; ein leerer Ordner wird eine neue</translation>
    </message>
    <message>
        <source>Sample library</source>
        <translation>Beispielbibliothek</translation>
    </message>
    <message>
        <source>Search the demo video and the sounds that come with AVOL</source>
        <translation>Im Demo-Video und in den Klängen von AVOL suchen</translation>
    </message>
    <message>
        <source>Rebuild library</source>
        <translation>Bibliothek neu aufbauen</translation>
    </message>
    <message>
        <source>Index all files again with the default weights</source>
        <translation>Alle Dateien mit den Standardgewichten neu indexieren</translation>
    </message>
    <message>
        <source>Library map (2-D)</source>
        <translation>Bibliothekskarte (2-D)</translation>
    </message>
    <message>
        <source>Show the embeddings of the library in two dimensions</source>
        <translation>Die Embeddings der Bibliothek in zwei Dimensionen zeigen</translation>
    </message>
    <message>
        <source>Evaluate (nDCG@30), labels = folders</source>
        <translation>Auswerten (nDCG@30), Label = Ordner</translation>
    </message>
    <message>
        <source>Evaluate retrieval with the folder of each file as its label</source>
        <translation>Die Suche auswerten, mit dem Ordner jeder Datei als Label</translation>
    </message>
    <message>
        <source>Evaluate (nDCG@30), labels from CSV…</source>
        <translation>Auswerten (nDCG@30), Label aus CSV…</translation>
    </message>
    <message>
        <source>Evaluate retrieval with labels from a CSV file with the columns path and label</source>
        <translation>Die Suche mit Labels aus einer CSV-Datei mit den Spalten path und label auswerten</translation>
    </message>
    <message>
        <source>Computing the library map…</source>
        <translation>Die Bibliothekskarte wird berechnet…</translation>
    </message>
    <message>
        <source>Drag a rectangle on the image to search with its content. Esc cancels.</source>
        <translation>Ein Rechteck auf dem Bild ziehen, um mit seinem Inhalt zu suchen. Esc bricht ab.</translation>
    </message>
    <message>
        <source>Add to library</source>
        <translation>Zur Bibliothek hinzufügen</translation>
    </message>
    <message>
        <source>Add folder to library</source>
        <translation>Ordner zur Bibliothek hinzufügen</translation>
    </message>
    <message>
        <source>Open library (an empty folder becomes a new one)</source>
        <translation>Bibliothek öffnen (ein leerer Ordner wird eine neue)</translation>
    </message>
    <message>
        <source>Labels of the library&apos;s files</source>
        <translation>Labels der Dateien der Bibliothek</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>Tabellen (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Shows which object in the image makes the sound.
After “Objects that Sound” (Arandjelović and Zisserman, 2018, arXiv 1712.06651).
Everything runs on this computer; nothing is sent anywhere.</source>
        <translation>Zeigt, welches Objekt im Bild den Ton erzeugt.
Nach „Objects that Sound“ (Arandjelović und Zisserman, 2018, arXiv 1712.06651).
Alles läuft auf diesem Computer; nichts wird gesendet.</translation>
    </message>
    <message>
        <source>About AVOL</source>
        <translation>Über AVOL</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Type a command: screenshot, heatmap, loop…</source>
        <translation>Befehl eingeben: Bildschirmfoto, Heatmap, Schleife…</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Documentation</source>
        <translation>Dokumentation</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>These pages are in English.</source>
        <translation>Diese Seiten sind auf Englisch.</translation>
    </message>
    <message>
        <source>Map of {name}</source>
        <translation>Karte von {name}</translation>
    </message>
    <message>
        <source>Near dots have similar embeddings; a click plays a dot</source>
        <translation>Nahe Punkte haben ähnliche Embeddings; ein Klick spielt einen Punkt ab</translation>
    </message>
    <message>
        <source>{name} at {time} s</source>
        <translation>{name} bei {time} s</translation>
    </message>
    <message>
        <source>Compare with L3-Net</source>
        <translation>Mit L3-Net vergleichen</translation>
    </message>
    <message>
        <source>Show the same files in the space of L3-Net, which does not align images and audio</source>
        <translation>Die gleichen Dateien im Raum von L3-Net zeigen, das Bilder und Ton nicht aufeinander abstimmt</translation>
    </message>
    <message>
        <source>Compare with library…</source>
        <translation>Mit Bibliothek vergleichen…</translation>
    </message>
    <message>
        <source>Show the map of another library beside this one</source>
        <translation>Die Karte einer anderen Bibliothek daneben zeigen</translation>
    </message>
    <message>
        <source>t-SNE: near dots have similar embeddings. Click a dot to play it.</source>
        <translation>t-SNE: nahe Punkte haben ähnliche Embeddings. Einen Punkt anklicken, um ihn abzuspielen.</translation>
    </message>
    <message>
        <source>Choose a library to compare</source>
        <translation>Eine Bibliothek zum Vergleich wählen</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>audio</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Command palette…</source>
        <translation>Befehlspalette…</translation>
    </message>
    <message>
        <source>Find any command by a few letters, and run it</source>
        <translation>Jeden Befehl mit ein paar Buchstaben finden und ausführen</translation>
    </message>
    <message>
        <source>Quick guide</source>
        <translation>Kurzanleitung</translation>
    </message>
    <message>
        <source>Explain map, score, verdict and timeline</source>
        <translation>Karte, Score, Befund und Zeitleiste erklären</translation>
    </message>
    <message>
        <source>Read the documentation that comes with AVOL; it needs no network</source>
        <translation>Die Dokumentation von AVOL lesen; sie braucht kein Netzwerk</translation>
    </message>
    <message>
        <source>Known classes…</source>
        <translation>Bekannte Klassen…</translation>
    </message>
    <message>
        <source>List the classes of sounds and objects that the weights know</source>
        <translation>Die Klassen von Klängen und Objekten auflisten, die die Gewichte kennen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Show all keyboard shortcuts, and search the commands</source>
        <translation>Alle Tastenkürzel anzeigen und die Befehle durchsuchen</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>Version und Lizenz</translation>
    </message>
    <message>
        <source>Address of the network camera</source>
        <translation>Adresse der Netzwerkkamera</translation>
    </message>
    <message>
        <source>Enter opens the camera, Esc cancels</source>
        <translation>Die Eingabetaste öffnet die Kamera, Esc bricht ab</translation>
    </message>
    <message>
        <source>Close without opening a camera (Esc)</source>
        <translation>Schließen, ohne eine Kamera zu öffnen (Esc)</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Each lesson takes about 45 minutes: predict, do, observe, explain, compute.</source>
        <translation>Jede Lektion dauert etwa 45 Minuten: vorhersagen, tun, beobachten, erklären, rechnen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open lesson {title}</source>
        <translation>Lektion {title} öffnen</translation>
    </message>
    <message>
        <source>No lessons are installed.</source>
        <translation>Es sind keine Lektionen installiert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open this camera (Enter)</source>
        <translation>Diese Kamera öffnen (Eingabetaste)</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>RTSP, MJPEG over HTTP, or the address shown by a phone camera app</source>
        <translation>RTSP, MJPEG über HTTP oder die Adresse, die eine Kamera-App auf dem Handy zeigt</translation>
    </message>
    <message>
        <source>AVOL compares one frame with the audio around it (live: before it): three seconds, of which the second at the frame counts most. Other weights may use that second alone. Each of 14 × 14 cells gets a score: 0 no evidence, from 0.5 a match. Colour begins just below 0.5. The legend shows which colour is which score. The large number is the best score of all cells.</source>
        <translation>AVOL vergleicht ein Bild mit dem Ton um es herum (live: davor): drei Sekunden, von denen die Sekunde am Bild am meisten zählt. Andere Gewichte können diese Sekunde allein verwenden. Jede von 14 × 14 Zellen bekommt einen Score: 0 kein Hinweis, ab 0,5 ein Treffer. Die Farbe beginnt knapp unter 0,5. Die Legende zeigt, welche Farbe welcher Score ist. Die große Zahl ist der beste Score aller Zellen.</translation>
    </message>
    <message>
        <source>From top to bottom: audio, score over time (filled by playing or analysing), and verdict: green for a match, amber for no match, a thin grey line for an unfamiliar sound.</source>
        <translation>Von oben nach unten: Ton, Score über der Zeit (durch Wiedergabe oder Analyse gefüllt) und Befund: grün für einen Treffer, gelb für keinen, eine dünne graue Linie für einen unbekannten Klang.</translation>
    </message>
    <message>
        <source>silence test: without audio, the map is empty</source>
        <translation>Stille-Test: ohne Ton ist die Karte leer</translation>
    </message>
    <message>
        <source>pin this audio window to compare it with other frames</source>
        <translation>dieses Audiofenster anheften, um es mit anderen Bildern zu vergleichen</translation>
    </message>
    <message>
        <source>click an object: the timeline shows when it sounds</source>
        <translation>ein Objekt anklicken: die Zeitleiste zeigt, wann es klingt</translation>
    </message>
    <message>
        <source>previous frame: the map belongs to exactly this frame</source>
        <translation>vorheriges Bild: die Karte gehört genau zu diesem Bild</translation>
    </message>
    <message>
        <source>next view: heat, contour, peak, grid with the 14 × 14 scores</source>
        <translation>nächste Darstellung: Wärmebild, Kontur, Spitze, Raster mit den 14 × 14 Scores</translation>
    </message>
    <message>
        <source>find any command by a few letters, and run it</source>
        <translation>jeden Befehl mit ein paar Buchstaben finden und ausführen</translation>
    </message>
    <message>
        <source>keyboard shortcuts and a command search</source>
        <translation>Tastenkürzel und Befehlssuche</translation>
    </message>
    <message>
        <source>The model only knows the classes it was trained on, confuses similar instruments such as violin and cello, and may be wrong with a high score. The score is not a probability.</source>
        <translation>Das Modell kennt nur die Klassen, mit denen es trainiert wurde, verwechselt ähnliche Instrumente wie Violine und Cello und kann auch mit hohem Score irren. Der Score ist keine Wahrscheinlichkeit.</translation>
    </message>
    <message>
        <source>The map</source>
        <translation>Die Karte</translation>
    </message>
    <message>
        <source>The verdict</source>
        <translation>Der Befund</translation>
    </message>
    <message>
        <source>The timeline</source>
        <translation>Die Zeitleiste</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>One item per file; an item is relevant if it has the label of the query. 1 is the best possible order. In brackets: 95 % interval. Same metric as avol evaluate retrieval.</source>
        <translation>Ein Eintrag je Datei; ein Eintrag ist relevant, wenn er das Label der Anfrage hat. 1 ist die bestmögliche Reihenfolge. In Klammern: 95-%-Intervall. Dieselbe Metrik wie avol evaluate retrieval.</translation>
    </message>
    <message>
        <source>nDCG@30 of {name}</source>
        <translation>nDCG@30 von {name}</translation>
    </message>
    <message>
        <source>random order</source>
        <translation>zufällige Reihenfolge</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>{query} to {base}</source>
        <translation>{query} zu {base}</translation>
    </message>
    <message>
        <source>{value} ({low} to {high})</source>
        <translation>{value} ({low} bis {high})</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset all settings to their defaults</source>
        <translation>Alle Einstellungen auf die Vorgaben zurücksetzen</translation>
    </message>
    <message>
        <source>Close the settings (Esc)</source>
        <translation>Die Einstellungen schließen (Esc)</translation>
    </message>
    <message>
        <source>Change shortcuts</source>
        <translation>Tastenkürzel ändern</translation>
    </message>
    <message>
        <source>New shortcut</source>
        <translation>Neues Tastenkürzel</translation>
    </message>
    <message>
        <source>Press the new keys</source>
        <translation>Die neuen Tasten drücken</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Give these keys to the selected command</source>
        <translation>Diese Tasten dem gewählten Befehl zuweisen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Leave the selected command without keys</source>
        <translation>Dem gewählten Befehl seine Tasten nehmen</translation>
    </message>
    <message>
        <source>Give the selected command its default keys</source>
        <translation>Dem gewählten Befehl seine Standardtasten geben</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Give all commands their default keys</source>
        <translation>Allen Befehlen ihre Standardtasten geben</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Select a command, press its new keys, and choose Set.</source>
        <translation>Einen Befehl auswählen, die neuen Tasten drücken und „Zuweisen“ wählen.</translation>
    </message>
    <message>
        <source>Alt with a letter opens a menu; choose other keys.</source>
        <translation>Alt mit einem Buchstaben öffnet ein Menü; andere Tasten wählen.</translation>
    </message>
    <message>
        <source>{key} belongs to “{texts}”; Set takes it from there.</source>
        <translation>{key} gehört zu „{texts}“; „Zuweisen“ nimmt sie dort weg.</translation>
    </message>
    <message>
        <source>menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>No matching command</source>
        <translation>Kein passender Befehl</translation>
    </message>
    <message>
        <source>Find a command: box, sound, export…</source>
        <translation>Befehl suchen: Rahmen, Ton, Export…</translation>
    </message>
    <message>
        <source>same moment</source>
        <translation>gleicher Moment</translation>
    </message>
    <message>
        <source>same class, other recording</source>
        <translation>gleiche Klasse, andere Aufnahme</translation>
    </message>
    <message>
        <source>other class</source>
        <translation>andere Klasse</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>Play sound</source>
        <translation>Ton abspielen</translation>
    </message>
    <message>
        <source>Belongs</source>
        <translation>Gehört zusammen</translation>
    </message>
    <message>
        <source>Does not</source>
        <translation>Gehört nicht</translation>
    </message>
    <message>
        <source>Let the network judge</source>
        <translation>Netz urteilen lassen</translation>
    </message>
    <message>
        <source>Undo the last one</source>
        <translation>Letztes zurücknehmen</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Berechnung läuft…</translation>
    </message>
    <message>
        <source>The pairs could not be judged</source>
        <translation>Die Paare konnten nicht beurteilt werden</translation>
    </message>
    <message>
        <source>Pair {number} of {total}</source>
        <translation>Paar {number} von {total}</translation>
    </message>
    <message>
        <source>All {total} pairs are judged</source>
        <translation>Alle {total} Paare sind beurteilt</translation>
    </message>
    <message>
        <source>Right: you {mine} of {total}, the network {network} of {total}.</source>
        <translation>Richtig: du {mine} von {total}, das Netz {network} von {total}.</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kept variants</source>
        <translation>Behaltene Varianten</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>Click a stage to see its activations.</source>
        <translation>Eine Stufe anklicken, um ihre Aktivierungen zu sehen.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>The network that is inspected</source>
        <translation>Das Netz, das untersucht wird</translation>
    </message>
    <message>
        <source>Vision encoder</source>
        <translation>Bild-Encoder</translation>
    </message>
    <message>
        <source>Audio encoder</source>
        <translation>Ton-Encoder</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Zelle</translation>
    </message>
    <message>
        <source>Input of the network</source>
        <translation>Eingabe des Netzes</translation>
    </message>
    <message>
        <source>Open a video or a camera, then pause where you want to look.</source>
        <translation>Ein Video oder eine Kamera öffnen, dann an der gewünschten Stelle anhalten.</translation>
    </message>
    <message>
        <source>Strongest first</source>
        <translation>Stärkste zuerst</translation>
    </message>
    <message>
        <source>Sort channels and numbers by strength</source>
        <translation>Kanäle und Zahlen nach Stärke ordnen</translation>
    </message>
    <message>
        <source>Network of the studio</source>
        <translation>Netz des Studios</translation>
    </message>
    <message>
        <source>Another checkpoint…</source>
        <translation>Andere Gewichte…</translation>
    </message>
    <message>
        <source>{stage}, channel {channel}</source>
        <translation>{stage}, Kanal {channel}</translation>
    </message>
    <message>
        <source>{stage}, number {channel}: {value}</source>
        <translation>{stage}, Zahl {channel}: {value}</translation>
    </message>
    <message>
        <source>Whole image and audio</source>
        <translation>Ganzes Bild und Ton</translation>
    </message>
    <message>
        <source>Row {row}, column {column}</source>
        <translation>Zeile {row}, Spalte {column}</translation>
    </message>
    <message>
        <source>Nothing to inspect yet.</source>
        <translation>Noch nichts zu untersuchen.</translation>
    </message>
    <message>
        <source>Loading the network…</source>
        <translation>Netz wird geladen…</translation>
    </message>
    <message>
        <source>frame {index} at {time}</source>
        <translation>Bild {index} bei {time}</translation>
    </message>
    <message>
        <source>altered input</source>
        <translation>veränderte Eingabe</translation>
    </message>
    <message>
        <source>Score from 0 to 1; the tick is the match threshold</source>
        <translation>Score von 0 bis 1; der Strich ist die Trefferschwelle</translation>
    </message>
    <message>
        <source>Classes in the audio</source>
        <translation>Klassen im Ton</translation>
    </message>
    <message>
        <source>Camera (Ctrl+K opens the last one)</source>
        <translation>Kamera (Strg+K öffnet die letzte)</translation>
    </message>
    <message>
        <source>Channel of the microphone</source>
        <translation>Kanal des Mikrofons</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>Left (1)</source>
        <translation>Links (1)</translation>
    </message>
    <message>
        <source>Right (2)</source>
        <translation>Rechts (2)</translation>
    </message>
    <message>
        <source>Gain of the microphone in dB</source>
        <translation>Verstärkung des Mikrofons in dB</translation>
    </message>
    <message>
        <source>Lost data</source>
        <translation>Verlorene Daten</translation>
    </message>
    <message>
        <source>reconnected {reconnects}×</source>
        <translation>{reconnects}× neu verbunden</translation>
    </message>
    <message>
        <source>Delay of the audio behind the video (Ctrl+− and Ctrl++ change it)</source>
        <translation>Verzögerung des Tons gegenüber dem Bild (Strg+− und Strg++ ändern sie)</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source>Active microphone: {active}</source>
        <translation>Aktives Mikrofon: {active}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Video with map (MP4)</source>
        <translation>Video mit Karte (MP4)</translation>
    </message>
    <message>
        <source>The video with the map drawn into it, and its audio</source>
        <translation>Das Video mit eingezeichneter Karte und seinem Ton</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>Tabelle (CSV)</translation>
    </message>
    <message>
        <source>Score, peak and verdict of each frame</source>
        <translation>Score, Spitze und Befund jedes Bildes</translation>
    </message>
    <message>
        <source>Maps (NPZ)</source>
        <translation>Karten (NPZ)</translation>
    </message>
    <message>
        <source>All 14 × 14 maps as a NumPy archive</source>
        <translation>Alle 14 × 14 Karten als NumPy-Archiv</translation>
    </message>
    <message>
        <source>Draw the map into the video</source>
        <translation>Die Karte in das Video zeichnen</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Write verdict and score into the video</source>
        <translation>Befund und Score in das Video schreiben</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>Draw the colours of the scores into the video</source>
        <translation>Die Farben der Scores in das Video zeichnen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export all frames</source>
        <translation>Alle Bilder exportieren</translation>
    </message>
    <message>
        <source>Loop A to B</source>
        <translation>Schleife A bis B</translation>
    </message>
    <message>
        <source>Export the frames from A to B</source>
        <translation>Die Bilder von A bis B exportieren</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Export the frames between two times</source>
        <translation>Die Bilder zwischen zwei Zeiten exportieren</translation>
    </message>
    <message>
        <source>Start of the export</source>
        <translation>Anfang des Exports</translation>
    </message>
    <message>
        <source>End of the export</source>
        <translation>Ende des Exports</translation>
    </message>
    <message>
        <source>Open the folder of the exported files</source>
        <translation>Den Ordner der exportierten Dateien öffnen</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>Einen anderen Ordner wählen</translation>
    </message>
    <message>
        <source>Close this window; a running export continues (Esc)</source>
        <translation>Dieses Fenster schließen; ein laufender Export geht weiter (Esc)</translation>
    </message>
    <message>
        <source>Start the export (Enter)</source>
        <translation>Den Export starten (Eingabetaste)</translation>
    </message>
    <message>
        <source>Maps as on screen ({note}). The video keeps its own audio.</source>
        <translation>Karten wie auf dem Bildschirm ({note}). Das Video behält seinen eigenen Ton.</translation>
    </message>
    <message>
        <source>Done. {}</source>
        <translation>Fertig. {}</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>The folder contains no video or image.</source>
        <translation>Der Ordner enthält kein Video oder Bild.</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>Nächste Datei</translation>
    </message>
    <message>
        <source>Open the next file of the queue</source>
        <translation>Die nächste Datei der Warteschlange öffnen</translation>
    </message>
    <message>
        <source>There is no next file; drop several files to queue them</source>
        <translation>Es gibt keine nächste Datei; mehrere Dateien ablegen, um sie einzureihen</translation>
    </message>
    <message>
        <source>Previous file</source>
        <translation>Vorherige Datei</translation>
    </message>
    <message>
        <source>Open the previous file of the queue</source>
        <translation>Die vorherige Datei der Warteschlange öffnen</translation>
    </message>
    <message>
        <source>There is no previous file</source>
        <translation>Es gibt keine vorherige Datei</translation>
    </message>
    <message>
        <source>Open several files first</source>
        <translation>Zuerst mehrere Dateien öffnen</translation>
    </message>
    <message>
        <source>{} ({} of {})</source>
        <translation>{} ({} von {})</translation>
    </message>
    <message>
        <source>In the video</source>
        <translation>Im Video</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Choose at least one kind of file.</source>
        <translation>Mindestens eine Art von Datei wählen.</translation>
    </message>
    <message>
        <source>Write times as 12.5 or 1:02.5.</source>
        <translation>Zeiten als 12,5 oder 1:02,5 schreiben.</translation>
    </message>
    <message>
        <source>Folder of the export</source>
        <translation>Ordner des Exports</translation>
    </message>
    <message>
        <source>A new folder in {}</source>
        <translation>Ein neuer Ordner in {}</translation>
    </message>
    <message>
        <source>{} as seconds, m:ss or h:mm:ss</source>
        <translation>{} als Sekunden, m:ss oder h:mm:ss</translation>
    </message>
    <message>
        <source>Colours of the scores; the scale is always 0 to 1</source>
        <translation>Farben der Scores; die Skala ist immer 0 bis 1</translation>
    </message>
    <message>
        <source>score, fixed scale</source>
        <translation>Score, feste Skala</translation>
    </message>
    <message>
        <source>Opacity (Ctrl+↑ and Ctrl+↓)</source>
        <translation>Deckkraft (Strg+↑ und Strg+↓)</translation>
    </message>
    <message>
        <source>Lowest score that is drawn (Shift+↑ and Shift+↓); at 0, outlines begin at 0.5</source>
        <translation>Niedrigster Score, der dargestellt wird (Umschalt+↑ und Umschalt+↓); bei 0 beginnen Umrisse bei 0,5</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Colour map; all three suit colour-blind viewers (C)</source>
        <translation>Farbpalette; alle drei eignen sich bei Farbenfehlsichtigkeit (C)</translation>
    </message>
    <message>
        <source>Sound {letter}</source>
        <translation>Klang {letter}</translation>
    </message>
    <message>
        <source>Use {name} for the map</source>
        <translation>{name} für die Karte verwenden</translation>
    </message>
    <message>
        <source>Score of {name}</source>
        <translation>Score von {name}</translation>
    </message>
    <message>
        <source>Score of this sound on the shown frame</source>
        <translation>Score dieses Klangs im gezeigten Bild</translation>
    </message>
    <message>
        <source>Use the audio of the video for the map</source>
        <translation>Den Ton des Videos für die Karte verwenden</translation>
    </message>
    <message>
        <source>This sound replaces the audio of the video</source>
        <translation>Dieser Klang ersetzt den Ton des Videos</translation>
    </message>
    <message>
        <source>Pinned sounds are outlined where the model would place them. Compare: Y. Drop audio files here to add them.</source>
        <translation>Angeheftete Klänge sind dort umrandet, wo das Modell sie vermutet. Vergleichen: Y. Audiodateien hier ablegen, um sie hinzuzufügen.</translation>
    </message>
    <message>
        <source>Pin a sound</source>
        <translation>Klang anheften</translation>
    </message>
    <message>
        <source>Pin a sound: shows where the model would place it</source>
        <translation>Klang anheften: zeigt, wo das Modell ihn vermutet</translation>
    </message>
    <message>
        <source>Pin a sound…</source>
        <translation>Klang anheften…</translation>
    </message>
    <message>
        <source>When does this object sound? Click the object, or drag over it. The timeline shows the score.</source>
        <translation>Wann klingt dieses Objekt? Das Objekt anklicken oder einen Rahmen darum ziehen. Die Zeitleiste zeigt den Score.</translation>
    </message>
    <message>
        <source>The bright parts of the spectrogram above drove this score.</source>
        <translation>Die hellen Teile des Spektrogramms oben haben diesen Score bestimmt.</translation>
    </message>
    <message>
        <source>Play {time}, score {score}</source>
        <translation>{time} abspielen, Score {score}</translation>
    </message>
    <message>
        <source>Play from half a second before {time}</source>
        <translation>Ab einer halben Sekunde vor {time} abspielen</translation>
    </message>
    <message>
        <source>No region selected</source>
        <translation>Keine Region gewählt</translation>
    </message>
    <message>
        <source>One cell</source>
        <translation>Eine Zelle</translation>
    </message>
    <message>
        <source>Selected region</source>
        <translation>Gewählte Region</translation>
    </message>
    <message>
        <source>Score {score} (rank {rank} of {cells} cells)</source>
        <translation>Score {score} (Rang {rank} von {cells} Zellen)</translation>
    </message>
    <message>
        <source>Computing scores…</source>
        <translation>Scores werden berechnet…</translation>
    </message>
    <message>
        <source>{progress} % of the audio analysed.</source>
        <translation>{progress} % des Tons analysiert.</translation>
    </message>
    <message>
        <source>No matching second found.</source>
        <translation>Keine passende Sekunde gefunden.</translation>
    </message>
    <message>
        <source>No second reaches the threshold {threshold}.</source>
        <translation>Keine Sekunde erreicht die Schwelle {threshold}.</translation>
    </message>
    <message>
        <source>Computing attribution…</source>
        <translation>Attribution wird berechnet…</translation>
    </message>
    <message>
        <source>Images matching this audio</source>
        <translation>Bilder, die zu diesem Ton passen</translation>
    </message>
    <message>
        <source>Audio matching this image</source>
        <translation>Ton, der zu diesem Bild passt</translation>
    </message>
    <message>
        <source>Playing search hit</source>
        <translation>Suchtreffer wird abgespielt</translation>
    </message>
    <message>
        <source>Images matching this audio: silence</source>
        <translation>Bilder, die zu diesem Ton passen: Stille</translation>
    </message>
    <message>
        <source>{activity} ({n} of {total})…</source>
        <translation>{activity} ({n} von {total})…</translation>
    </message>
    <message>
        <source>Audio matching this region</source>
        <translation>Ton, der zu dieser Region passt</translation>
    </message>
    <message>
        <source>Images matching this sound</source>
        <translation>Bilder, die zu diesem Klang passen</translation>
    </message>
    <message>
        <source>Images matching the audio from A to B</source>
        <translation>Bilder, die zum Ton von A bis B passen</translation>
    </message>
    <message>
        <source>Sample library (comes with AVOL)</source>
        <translation>Beispielbibliothek (von AVOL)</translation>
    </message>
    <message>
        <source>My library</source>
        <translation>Meine Bibliothek</translation>
    </message>
    <message>
        <source>Images: {images}, audio clips: {audio}. Drop files to add them.</source>
        <translation>Bilder: {images}, Tonausschnitte: {audio}. Dateien ablegen, um sie hinzuzufügen.</translation>
    </message>
    <message>
        <source>Drop files to add them.</source>
        <translation>Dateien ablegen, um sie hinzuzufügen.</translation>
    </message>
    <message>
        <source>{name} ({join});;All files (*)</source>
        <translation>{name} ({join});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Recording waits for video</source>
        <translation>Aufnahme wartet auf Video</translation>
    </message>
    <message>
        <source>Saving video… {rendering} %</source>
        <translation>Video wird gespeichert… {rendering} %</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>{size} frei</translation>
    </message>
    <message numerus="yes">
        <source>%n frames lost</source>
        <translation>
            <numerusform>%n Bild verloren</numerusform>
            <numerusform>%n Bilder verloren</numerusform>
        </translation>
    </message>
    <message>
        <source>{audio_lost} s of audio lost</source>
        <translation>{audio_lost} s Ton verloren</translation>
    </message>
    <message>
        <source>Source found</source>
        <translation>Quelle gefunden</translation>
    </message>
    <message>
        <source>No known source in view</source>
        <translation>Keine bekannte Quelle im Bild</translation>
    </message>
    <message>
        <source>The highlighted objects match the audio; all objects of a class are highlighted.</source>
        <translation>Die hervorgehobenen Objekte passen zum Ton; alle Objekte einer Klasse werden hervorgehoben.</translation>
    </message>
    <message>
        <source>No known source</source>
        <translation>Keine bekannte Quelle</translation>
    </message>
    <message>
        <source>The model recognises the audio, and sees no object of these classes.</source>
        <translation>Das Modell erkennt den Ton und sieht kein Objekt dieser Klassen.</translation>
    </message>
    <message>
        <source>Unfamiliar sound</source>
        <translation>Unbekannter Klang</translation>
    </message>
    <message>
        <source>The audio belongs to no class that the model knows; see Help, Known classes.</source>
        <translation>Der Ton gehört zu keiner Klasse, die das Modell kennt; siehe Hilfe, Bekannte Klassen.</translation>
    </message>
    <message>
        <source>The audio is silent at this time.</source>
        <translation>Der Ton ist an dieser Stelle still.</translation>
    </message>
    <message>
        <source>No audio</source>
        <translation>Kein Ton</translation>
    </message>
    <message>
        <source>There is no audio; replace it with Analysis, Replace audio.</source>
        <translation>Es gibt keinen Ton; einen wählen mit Analyse, Ton ersetzen.</translation>
    </message>
    <message>
        <source>Audio: {classes}</source>
        <translation>Ton: {classes}</translation>
    </message>
    <message>
        <source>Probability of a match: {percent} %</source>
        <translation>Wahrscheinlichkeit eines Treffers: {percent} %</translation>
    </message>
    <message>
        <source>No image</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Modell wird geladen…</translation>
    </message>
    <message>
        <source>Computing the fine map…</source>
        <translation>Feine Karte wird berechnet…</translation>
    </message>
    <message>
        <source>Computing the map…</source>
        <translation>Karte wird berechnet…</translation>
    </message>
    <message>
        <source>Preview frame</source>
        <translation>Vorschaubild</translation>
    </message>
    <message>
        <source>Drag: scrub. ← and →: 5 s. + and −: zoom. Shift+drag: loop. Ctrl+drag: use as test sound. Ctrl+Shift+drag: search</source>
        <translation>Ziehen: suchen. ← und →: 5 s. + und −: zoomen. Umschalt+Ziehen: Schleife. Strg+Ziehen: als Testklang. Strg+Umschalt+Ziehen: suchen</translation>
    </message>
    <message>
        <source>{now} of {end}</source>
        <translation>{now} von {end}</translation>
    </message>
    <message>
        <source>Image cells</source>
        <translation>Bildzellen</translation>
    </message>
    <message>
        <source>Arrow keys: move. Shift+arrow keys: select. Enter: query the region.</source>
        <translation>Pfeiltasten: bewegen. Umschalt+Pfeiltasten: auswählen. Eingabetaste: Region abfragen.</translation>
    </message>
    <message>
        <source>Row {line}, column {column}</source>
        <translation>Zeile {line}, Spalte {column}</translation>
    </message>
    <message>
        <source>{text}: score {shown}</source>
        <translation>{text}: Score {shown}</translation>
    </message>
    <message>
        <source>Zoom {factor} %</source>
        <translation>Zoom {factor} %</translation>
    </message>
    <message>
        <source>FROZEN</source>
        <translation>EINGEFROREN</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>The frame with the map of the sound source</source>
        <translation>Das Bild mit der Karte der Schallquelle</translation>
    </message>
    <message>
        <source>silence test</source>
        <translation>Stille-Test</translation>
    </message>
    <message>
        <source>audio: {name}</source>
        <translation>Ton: {name}</translation>
    </message>
    <message>
        <source>smoothed {seconds} s</source>
        <translation>geglättet {seconds} s</translation>
    </message>
    <message>
        <source>map hidden</source>
        <translation>Karte ausgeblendet</translation>
    </message>
    <message>
        <source>below threshold</source>
        <translation>unter dem Schwellenwert</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>Level of the audio in dB re full scale</source>
        <translation>Pegel des Tons in dB gegenüber Vollaussteuerung</translation>
    </message>
    <message>
        <source>CLIPS</source>
        <translation>ÜBERSTEUERT</translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation>Standardmikrofon</translation>
    </message>
    <message>
        <source>Microphone of the camera</source>
        <translation>Mikrofon der Kamera</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Softened maximum</source>
        <translation>Weiches Maximum</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Ticks, shortcut prevented</source>
        <translation>Ticken, Abkürzung verhindert</translation>
    </message>
    <message>
        <source>Ticks, shortcut possible</source>
        <translation>Ticken, Abkürzung möglich</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Equal seeds give equal runs: weights, pairs and order</source>
        <translation>Gleiche Startwerte ergeben gleiche Läufe: Gewichte, Paare und Reihenfolge</translation>
    </message>
    <message>
        <source>Train on synthetic clips, or on a folder of own short videos</source>
        <translation>Mit synthetischen Clips trainieren oder mit einem Ordner eigener kurzer Videos</translation>
    </message>
    <message>
        <source>Flipped labels</source>
        <translation>Vertauschte Labels</translation>
    </message>
    <message>
        <source>Call matched pairs mismatched, and the other way round</source>
        <translation>Passende Paare als unpassend bezeichnen und umgekehrt</translation>
    </message>
    <message>
        <source>Mismatched pairs</source>
        <translation>Unpassende Paare</translation>
    </message>
    <message>
        <source>Train on mismatched pairs too</source>
        <translation>Auch mit unpassenden Paaren trainieren</translation>
    </message>
    <message>
        <source>Misalignment</source>
        <translation>Zeitversatz</translation>
    </message>
    <message>
        <source>Offset image and audio of a pair by up to 0.2 s at random</source>
        <translation>Bild und Ton eines Paares zufällig um bis zu 0,2 s gegeneinander verschieben</translation>
    </message>
    <message>
        <source>Ticks</source>
        <translation>Ticken</translation>
    </message>
    <message>
        <source>Ticks at every frame; the shortcut: mismatched audio is cut off the frame grid</source>
        <translation>Ticken bei jedem Bild; die Abkürzung: Unpassender Ton ist neben dem Bildraster geschnitten</translation>
    </message>
    <message>
        <source>Little data</source>
        <translation>Wenig Daten</translation>
    </message>
    <message>
        <source>Train on 16 pairs instead of 512</source>
        <translation>Mit 16 statt 512 Paaren trainieren</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Length of a step</source>
        <translation>Länge eines Schritts</translation>
    </message>
    <message>
        <source>Another learning rate</source>
        <translation>Andere Lernrate</translation>
    </message>
    <message>
        <source>From 0.00001 to 1</source>
        <translation>Von 0,00001 bis 1</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Pooling</translation>
    </message>
    <message>
        <source>How the cells become one score</source>
        <translation>Wie aus den Zellen ein Score wird</translation>
    </message>
    <message>
        <source>Synthetic clips</source>
        <translation>Synthetische Clips</translation>
    </message>
    <message>
        <source>Own videos…</source>
        <translation>Eigene Videos…</translation>
    </message>
    <message>
        <source>Folder with at least four short videos</source>
        <translation>Ordner mit mindestens vier kurzen Videos</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Andere…</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>this frame</source>
        <translation>dieses Bild</translation>
    </message>
    <message>
        <source>The log-spectrogram that the model gets, one audio window long</source>
        <translation>Das Log-Spektrogramm, das das Modell bekommt, ein Audiofenster lang</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Drag to erase; click an erased area to restore it</source>
        <translation>Ziehen löscht; ein Klick auf eine gelöschte Fläche stellt sie wieder her</translation>
    </message>
    <message>
        <source>No audio yet</source>
        <translation>Noch kein Ton</translation>
    </message>
    <message>
        <source>{n} k</source>
        <translation>{n} k</translation>
    </message>
    <message>
        <source>0 s</source>
        <translation>0 s</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Open the folder of the saved file (Ctrl+Alt+S)</source>
        <translation>Den Ordner der gespeicherten Datei öffnen (Strg+Alt+S)</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>Engine · maps per second · median delay from a frame to its map · dropped frames</source>
        <translation>Rechenwerk · Karten pro Sekunde · mittlere Verzögerung vom Bild zur Karte · ausgelassene Bilder</translation>
    </message>
    <message>
        <source>Export progress</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Analysis progress</source>
        <translation>Fortschritt der Analyse</translation>
    </message>
    <message>
        <source>Analysed frames of this file; A pauses and resumes</source>
        <translation>Analysierte Bilder dieser Datei; A hält an und setzt fort</translation>
    </message>
    <message>
        <source>exporting {progress} %</source>
        <translation>Export {progress} %</translation>
    </message>
    <message>
        <source>analysis paused during playback ({percent})</source>
        <translation>Analyse pausiert während der Wiedergabe ({percent})</translation>
    </message>
    <message>
        <source>analysing {percent}</source>
        <translation>Analyse {percent}</translation>
    </message>
    <message>
        <source>analysis paused at {percent}</source>
        <translation>Analyse bei {percent} angehalten</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>wird geladen…</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>kein Modell</translation>
    </message>
    <message>
        <source>{count} maps/s</source>
        <translation>{count} Karten/s</translation>
    </message>
    <message numerus="yes">
        <source>%n dropped</source>
        <translation>
            <numerusform>%n ausgelassen</numerusform>
            <numerusform>%n ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Engine: {engine}</source>
        <translation>Rechenwerk: {engine}</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>nicht geladen</translation>
    </message>
    <message>
        <source>Frames shown: {frames_shown}, dropped: {drops}</source>
        <translation>Gezeigte Bilder: {frames_shown}, ausgelassen: {drops}</translation>
    </message>
    <message>
        <source>Maps: {maps}, {maps_per_second} per second, skipped: {skipped}</source>
        <translation>Karten: {maps}, {maps_per_second} pro Sekunde, übersprungen: {skipped}</translation>
    </message>
    <message>
        <source>Frame to map: {value}</source>
        <translation>Bild bis Karte: {value}</translation>
    </message>
    <message>
        <source>Empty search result</source>
        <translation>Leeres Suchergebnis</translation>
    </message>
    <message>
        <source>{name} at {time}</source>
        <translation>{name} bei {time}</translation>
    </message>
    <message>
        <source>; the file is missing</source>
        <translation>; die Datei fehlt</translation>
    </message>
    <message>
        <source>{name}, score {score}{missing}</source>
        <translation>{name}, Score {score}{missing}</translation>
    </message>
    <message>
        <source>Click (Enter) plays it here, double-click (Ctrl+Enter) opens it</source>
        <translation>Ein Klick (Eingabetaste) spielt es hier ab, ein Doppelklick (Strg+Eingabetaste) öffnet es</translation>
    </message>
    <message>
        <source>+{} in this file</source>
        <translation>+{} in dieser Datei</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>Volume (↑ and ↓)</source>
        <translation>Lautstärke (↑ und ↓)</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>More controls</source>
        <translation>Weitere Bedienelemente</translation>
    </message>
    <message>
        <source>Controls for which there is no room</source>
        <translation>Bedienelemente, für die kein Platz ist</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time to go to</source>
        <translation>Zielzeit</translation>
    </message>
    <message>
        <source>Seconds, m:ss or h:mm:ss, then Enter (Esc cancels)</source>
        <translation>Sekunden, m:ss oder h:mm:ss, dann Eingabetaste (Esc bricht ab)</translation>
    </message>
    <message>
        <source>Speed ([ and ] by 10 %, J and L from step to step)</source>
        <translation>Geschwindigkeit ([ und ] um 10 %, J und L von Stufe zu Stufe)</translation>
    </message>
    <message>
        <source>That is not a file on this computer; drop a video file.</source>
        <translation>Das ist keine Datei auf diesem Computer; eine Videodatei ablegen.</translation>
    </message>
    <message>
        <source>Time since the start; double-click shows the whole file</source>
        <translation>Zeit seit dem Anfang; ein Doppelklick zeigt die ganze Datei</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>Audio</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Difference²</source>
        <translation>Differenz²</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>From image</source>
        <translation>Vom Bild</translation>
    </message>
    <message>
        <source>From audio</source>
        <translation>Vom Ton</translation>
    </message>
    <message>
        <source>Weighted</source>
        <translation>Gewichtet</translation>
    </message>
    <message>
        <source>Sum of products</source>
        <translation>Summe der Produkte</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Numbers of image and audio</source>
        <translation>Zahlen von Bild und Ton</translation>
    </message>
    <message>
        <source>× scale</source>
        <translation>× Faktor</translation>
    </message>
    <message>
        <source>+ bias</source>
        <translation>+ Bias</translation>
    </message>
    <message>
        <source>= logit</source>
        <translation>= Logit</translation>
    </message>
    <message>
        <source>Sigmoid of the logit</source>
        <translation>Sigmoid des Logits</translation>
    </message>
    <message>
        <source>Calibrated score</source>
        <translation>Kalibrierter Score</translation>
    </message>
    <message>
        <source>Number on the map</source>
        <translation>Zahl auf der Karte</translation>
    </message>
    <message>
        <source>Audio: its waveform or log spectrogram</source>
        <translation>Ton: Wellenform oder logarithmisches Spektrogramm</translation>
    </message>
    <message>
        <source>Highest score of each frame, 0 to 1; filled by playing or analysing</source>
        <translation>Höchster Score jedes Bildes, 0 bis 1; durch Wiedergabe oder Analyse gefüllt</translation>
    </message>
    <message>
        <source>Verdict: a full band is a source found, its lower half no known source, a thin line an unfamiliar sound or silence; the line below marks the analysed part</source>
        <translation>Befund: ein volles Band ist eine gefundene Quelle, seine untere Hälfte keine bekannte Quelle, eine dünne Linie ein unbekannter Klang oder Stille; die Linie darunter zeigt den analysierten Teil</translation>
    </message>
    <message>
        <source>Position: drag to scrub, release for the exact frame</source>
        <translation>Position: ziehen zum Blättern, loslassen für das genaue Bild</translation>
    </message>
    <message>
        <source>Of the file as it is, not of the sound or the altered input on screen</source>
        <translation>Zur unveränderten Datei, nicht zum Ton oder zur veränderten Eingabe auf dem Bildschirm</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Klänge</translation>
    </message>
    <message>
        <source>File: paused, the map belongs exactly to the frame on screen</source>
        <translation>Datei: angehalten gehört die Karte genau zum Bild auf dem Schirm</translation>
    </message>
    <message>
        <source>Live: the model processes the newest frame with the newest audio</source>
        <translation>Live: Das Modell verarbeitet das neueste Bild mit dem neuesten Ton</translation>
    </message>
    <message>
        <source>Live, frozen: the image stands still (Space continues)</source>
        <translation>Live, eingefroren: das Bild steht still (die Leertaste setzt fort)</translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <source>−{lost} ms audio</source>
        <translation>−{lost} ms Ton</translation>
    </message>
    <message>
        <source>○ LIVE</source>
        <translation>○ LIVE</translation>
    </message>
    <message>
        <source>● LIVE</source>
        <translation>● LIVE</translation>
    </message>
    <message>
        <source>Audio lost just now; it was replaced by silence of the same length</source>
        <translation>Gerade verlorener Ton; er wurde durch gleich lange Stille ersetzt</translation>
    </message>
    <message>
        <source>Waiting for the camera…</source>
        <translation>Warten auf die Kamera…</translation>
    </message>
    <message>
        <source>Frame {index}, {width} × {height}</source>
        <translation>Bild {index}, {width} × {height}</translation>
    </message>
    <message>
        <source>Frame {index} of {total}, {width} × {height}</source>
        <translation>Bild {index} von {total}, {width} × {height}</translation>
    </message>
    <message>
        <source>Drop a video, or an image and a sound</source>
        <translation>Ein Video oder ein Bild und einen Ton hier ablegen</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>Searching for cameras…</source>
        <translation>Kameras werden gesucht…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>No camera found: connect one, or use a network camera</source>
        <translation>Keine Kamera gefunden: eine anschließen oder eine Netzwerkkamera verwenden</translation>
    </message>
    <message numerus="yes">
        <source>{name} and %n more</source>
        <translation>
            <numerusform>{name} und %n weitere</numerusform>
            <numerusform>{name} und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>See which object makes the sound</source>
        <translation>Sehen, welches Objekt den Ton erzeugt</translation>
    </message>
    <message>
        <source>F1  quick guide   ·   ?  keyboard shortcuts   ·   Ctrl+Shift+P  find a command</source>
        <translation>F1  Kurzanleitung   ·   ?  Tastenkürzel   ·   Strg+Umschalt+P  Befehl suchen</translation>
    </message>
    <message>
        <source>Go to time…</source>
        <translation>Gehe zu Zeit…</translation>
    </message>
    <message>
        <source>Type the time to go to</source>
        <translation>Die Zielzeit eingeben</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Change the settings of AVOL</source>
        <translation>Die Einstellungen von AVOL ändern</translation>
    </message>
    <message>
        <source>Change shortcuts…</source>
        <translation>Tastenkürzel ändern…</translation>
    </message>
    <message>
        <source>Change the keys of the commands</source>
        <translation>Die Tasten der Befehle ändern</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Quit AVOL</source>
        <translation>AVOL beenden</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Show only the image, on the whole screen</source>
        <translation>Nur das Bild anzeigen, auf dem ganzen Bildschirm</translation>
    </message>
    <message>
        <source>Show the menus and panels again</source>
        <translation>Menüs und Bereiche wieder anzeigen</translation>
    </message>
    <message>
        <source>The menus are shown</source>
        <translation>Die Menüs werden angezeigt</translation>
    </message>
    <message>
        <source>Exit full screen / Cancel</source>
        <translation>Vollbild beenden / Abbrechen</translation>
    </message>
    <message>
        <source>Cancel a region query or drawing boxes, else exit full screen</source>
        <translation>Eine Regionsabfrage oder das Zeichnen abbrechen, sonst das Vollbild beenden</translation>
    </message>
    <message>
        <source>There is nothing to cancel</source>
        <translation>Es gibt nichts abzubrechen</translation>
    </message>
    <message>
        <source>Show or hide the panels</source>
        <translation>Die Bereiche ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Show the playback statistics on the image</source>
        <translation>Die Wiedergabestatistik auf dem Bild anzeigen</translation>
    </message>
    <message>
        <source>Show all commands and panels; off: only the most important ones</source>
        <translation>Alle Befehle und Bereiche anzeigen; aus: nur die wichtigsten</translation>
    </message>
    <message>
        <source>Simple mode</source>
        <translation>Einfacher Modus</translation>
    </message>
    <message>
        <source>Exit (Esc)</source>
        <translation>Beenden (Esc)</translation>
    </message>
    <message>
        <source>Exit full screen</source>
        <translation>Vollbild beenden</translation>
    </message>
    <message>
        <source>Show the menus and panels again (Esc)</source>
        <translation>Menüs und Bereiche wieder anzeigen (Esc)</translation>
    </message>
    <message>
        <source>Banjo</source>
        <translation>Banjo</translation>
    </message>
    <message>
        <source>Bassoon</source>
        <translation>Fagott</translation>
    </message>
    <message>
        <source>Cello</source>
        <translation>Cello</translation>
    </message>
    <message>
        <source>Clarinet</source>
        <translation>Klarinette</translation>
    </message>
    <message>
        <source>Double bass</source>
        <translation>Kontrabass</translation>
    </message>
    <message>
        <source>Drums</source>
        <translation>Schlagzeug</translation>
    </message>
    <message>
        <source>Flute</source>
        <translation>Flöte</translation>
    </message>
    <message>
        <source>French horn</source>
        <translation>Waldhorn</translation>
    </message>
    <message>
        <source>Guitar</source>
        <translation>Gitarre</translation>
    </message>
    <message>
        <source>Mandolin</source>
        <translation>Mandoline</translation>
    </message>
    <message>
        <source>Oboe</source>
        <translation>Oboe</translation>
    </message>
    <message>
        <source>Piano</source>
        <translation>Klavier</translation>
    </message>
    <message>
        <source>Saxophone</source>
        <translation>Saxofon</translation>
    </message>
    <message>
        <source>Trombone</source>
        <translation>Posaune</translation>
    </message>
    <message>
        <source>Trumpet</source>
        <translation>Trompete</translation>
    </message>
    <message>
        <source>Violin</source>
        <translation>Violine</translation>
    </message>
    <message>
        <source>No image from the camera; check its connection.</source>
        <translation>Kein Bild von der Kamera; ihre Verbindung prüfen.</translation>
    </message>
    <message>
        <source>Files in the queue</source>
        <translation>Dateien in der Warteschlange</translation>
    </message>
    <message>
        <source>The library needs the checkpoint “{weights}”, which cannot be loaded ({error}) Rebuild the library from the Tools menu.</source>
        <translation>Die Bibliothek braucht die Gewichte „{weights}“, die nicht geladen werden können ({error}) Die Bibliothek über das Menü Werkzeuge neu aufbauen.</translation>
    </message>
    <message>
        <source>Checkpoint not found: {}; choose one that comes with AVOL: {}.</source>
        <translation>Gewichte nicht gefunden: {}; eine der Dateien von AVOL wählen: {}.</translation>
    </message>
    <message>
        <source>{} does not match its model card (its SHA-256 differs); get fresh copies of both.</source>
        <translation>{} passt nicht zu seiner Modellkarte (andere SHA-256); beide neu beschaffen.</translation>
    </message>
    <message>
        <source>{} has no localization map; choose an AVOL-Net checkpoint.</source>
        <translation>{} hat keine Lokalisierungskarte; Gewichte eines AVOL-Net wählen.</translation>
    </message>
    <message>
        <source>{} is not a complete safetensors file; get a fresh copy of it.</source>
        <translation>{} ist keine vollständige safetensors-Datei; sie neu beschaffen.</translation>
    </message>
    <message>
        <source>“{}” cannot be written ({}); choose another folder or free space.</source>
        <translation>„{}“ kann nicht geschrieben werden ({}); einen anderen Ordner wählen oder Platz freigeben.</translation>
    </message>
    <message>
        <source>Cannot create folder “{}” ({}); choose another.</source>
        <translation>Der Ordner „{}“ kann nicht angelegt werden ({}); einen anderen wählen.</translation>
    </message>
    <message>
        <source>“{}” cannot be read ({}); check the path.</source>
        <translation>„{}“ kann nicht gelesen werden ({}); den Pfad prüfen.</translation>
    </message>
    <message>
        <source>“{}” is encrypted; open a copy without copy protection.</source>
        <translation>„{}“ ist verschlüsselt; eine Kopie ohne Kopierschutz öffnen.</translation>
    </message>
    <message>
        <source>“{}” has appeared during the work and was not written by AVOL; choose another place, or replace it with --overwrite.</source>
        <translation>„{}“ ist während der Arbeit entstanden und wurde nicht von AVOL geschrieben; einen anderen Ort wählen oder die Datei mit --overwrite ersetzen.</translation>
    </message>
    <message>
        <source>“{}” is not a file; choose a file.</source>
        <translation>„{}“ ist keine Datei; eine Datei wählen.</translation>
    </message>
    <message>
        <source>“{}” is not a file; choose another name.</source>
        <translation>„{}“ ist keine Datei; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>“{}” is larger than {} MiB; choose another file or split it.</source>
        <translation>„{}“ ist größer als {} MiB; eine andere Datei wählen oder sie teilen.</translation>
    </message>
    <message>
        <source>“{}” is a folder; choose another name.</source>
        <translation>„{}“ ist ein Ordner; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>“{}” cannot be written; choose a writable folder.</source>
        <translation>„{}“ kann nicht geschrieben werden; einen beschreibbaren Ordner wählen.</translation>
    </message>
    <message>
        <source>The disk of “{}” is full; free space or choose another.</source>
        <translation>Der Datenträger von „{}“ ist voll; Platz freigeben oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>There is no CUDA device on this machine; choose “auto”.</source>
        <translation>Dieser Computer hat kein CUDA-Gerät; „Automatisch“ wählen.</translation>
    </message>
    <message>
        <source>The CUDA device failed ({}); choose “auto”.</source>
        <translation>Das CUDA-Gerät ist ausgefallen ({}); „Automatisch“ wählen.</translation>
    </message>
    <message>
        <source>{} was made from other weights; compile again or choose “torch”.</source>
        <translation>{} stammt von anderen Gewichten; neu kompilieren oder „PyTorch“ wählen.</translation>
    </message>
    <message>
        <source>{} is {} off on this processor; choose “fp32” or “torch”.</source>
        <translation>{} weicht auf diesem Prozessor um {} ab; „CPU, 32 Bit“ oder „PyTorch“ wählen.</translation>
    </message>
    <message>
        <source>{} has no {} graphs; compile it or choose “torch”.</source>
        <translation>{} hat keine {}-Graphen; sie kompilieren oder „PyTorch“ wählen.</translation>
    </message>
    <message>
        <source>{} cannot be read; compile again or choose “torch”.</source>
        <translation>{} kann nicht gelesen werden; neu kompilieren oder „PyTorch“ wählen.</translation>
    </message>
    <message>
        <source>Attribution needs {}, which is not installed; run: {}</source>
        <translation>Die Attribution braucht {}; das ist nicht installiert; ausführen: {}</translation>
    </message>
    <message>
        <source>Training needs {}, which is not installed; run: {}</source>
        <translation>Das Training braucht {}; das ist nicht installiert; ausführen: {}</translation>
    </message>
    <message>
        <source>The engine “{}” needs {}, which is not installed; run: {}</source>
        <translation>Das Rechenwerk „{}“ braucht {}; das ist nicht installiert; ausführen: {}</translation>
    </message>
    <message>
        <source>The library map needs {}, which is not installed; run: {}</source>
        <translation>Die Bibliothekskarte braucht {}; das ist nicht installiert; ausführen: {}</translation>
    </message>
    <message>
        <source>The search in a large library needs {}, which is not installed; run: {}</source>
        <translation>Die Suche in einer großen Bibliothek braucht {}; das ist nicht installiert; ausführen: {}</translation>
    </message>
    <message>
        <source>{} needs {}, which is not installed; run: {}</source>
        <translation>{} braucht {}; das ist nicht installiert; ausführen: {}</translation>
    </message>
    <message>
        <source>{} has no map; choose a checkpoint of an AVOL-Net.</source>
        <translation>{} hat keine Karte; Gewichte eines AVOL-Net wählen.</translation>
    </message>
    <message>
        <source>“{}” contains no item with a box; choose another list.</source>
        <translation>„{}“ enthält keinen Eintrag mit Rahmen; eine andere Liste wählen.</translation>
    </message>
    <message>
        <source>“{}” contains no item; choose another list.</source>
        <translation>„{}“ enthält keinen Eintrag; eine andere Liste wählen.</translation>
    </message>
    <message>
        <source>“{}” contains no video; choose another folder.</source>
        <translation>„{}“ enthält kein Video; einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>“{}” has no audio; add an audio file (--sound).</source>
        <translation>„{}“ hat keinen Ton; eine Audiodatei hinzufügen (--sound).</translation>
    </message>
    <message>
        <source>The audio of “{}” is damaged; try another copy.</source>
        <translation>Der Ton von „{}“ ist beschädigt; eine andere Kopie versuchen.</translation>
    </message>
    <message>
        <source>“{}” is not a file; choose a media file.</source>
        <translation>„{}“ ist keine Datei; eine Mediendatei wählen.</translation>
    </message>
    <message>
        <source>“{}” is empty; copy or record it again.</source>
        <translation>„{}“ ist leer; es erneut kopieren oder aufnehmen.</translation>
    </message>
    <message>
        <source>The time stamps in “{}” are damaged; try another copy.</source>
        <translation>Die Zeitstempel in „{}“ sind beschädigt; eine andere Kopie versuchen.</translation>
    </message>
    <message>
        <source>“{}” cannot be read; ask for permission to read it.</source>
        <translation>„{}“ kann nicht gelesen werden; das Leserecht dafür anfordern.</translation>
    </message>
    <message>
        <source>“{}” is damaged or not a media file; try another copy or convert it to MP4.</source>
        <translation>„{}“ ist beschädigt oder keine Mediendatei; eine andere Kopie versuchen oder in MP4 umwandeln.</translation>
    </message>
    <message>
        <source>No frame of “{}” can be decoded; try another copy.</source>
        <translation>Kein Bild von „{}“ kann dekodiert werden; eine andere Kopie versuchen.</translation>
    </message>
    <message>
        <source>“{}” has no video; open a video file instead.</source>
        <translation>„{}“ hat kein Video; stattdessen eine Videodatei öffnen.</translation>
    </message>
    <message>
        <source>“{}” has no audio; open a file with an audio track.</source>
        <translation>„{}“ hat keinen Ton; eine Datei mit Tonspur öffnen.</translation>
    </message>
    <message>
        <source>“{}” has no audio in it; open another file.</source>
        <translation>„{}“ enthält keinen Ton; eine andere Datei öffnen.</translation>
    </message>
    <message>
        <source>“{}” has no audio track {}; choose one from 1 to {}.</source>
        <translation>„{}“ hat keine Tonspur {}; eine von 1 bis {} wählen.</translation>
    </message>
    <message>
        <source>“{}” has no frame; record for longer.</source>
        <translation>„{}“ hat kein Bild; länger aufnehmen.</translation>
    </message>
    <message>
        <source>“{}” cannot be repaired ({}); check its folder.</source>
        <translation>„{}“ kann nicht repariert werden ({}); den Ordner prüfen.</translation>
    </message>
    <message>
        <source>“{}” is damaged before its end; try a repair tool.</source>
        <translation>„{}“ ist vor dem Ende beschädigt; ein Reparaturprogramm versuchen.</translation>
    </message>
    <message>
        <source>“{}” is not a readable image; use a PNG or JPEG.</source>
        <translation>„{}“ ist kein lesbares Bild; PNG oder JPEG verwenden.</translation>
    </message>
    <message>
        <source>“{}” cannot be read; check the path “{}”.</source>
        <translation>„{}“ kann nicht gelesen werden; den Pfad „{}“ prüfen.</translation>
    </message>
    <message>
        <source>Model card not found: {}; place it next to the weights file.</source>
        <translation>Modellkarte nicht gefunden: {}; sie neben die Gewichte legen.</translation>
    </message>
    <message>
        <source>{} is from a newer AVOL; update AVOL to use it.</source>
        <translation>{} stammt von einem neueren AVOL; AVOL aktualisieren.</translation>
    </message>
    <message>
        <source>“{}” is neither a file nor a bundled sound; choose {}.</source>
        <translation>„{}“ ist weder eine Datei noch ein mitgelieferter Klang; {} wählen.</translation>
    </message>
    <message>
        <source>The library “{}” was made with other weights ({}) than {}; choose those, or index again with --rebuild.</source>
        <translation>Die Bibliothek „{}“ wurde mit anderen Gewichten ({}) als {} erstellt; diese wählen oder neu aufbauen.</translation>
    </message>
    <message>
        <source>The library “{}” is damaged ({} names no weights); index again with --rebuild.</source>
        <translation>Die Bibliothek „{}“ ist beschädigt ({} nennt keine Gewichte); sie neu aufbauen.</translation>
    </message>
    <message>
        <source>The library “{}” is from a newer AVOL; update AVOL.</source>
        <translation>Die Bibliothek „{}“ stammt von einem neueren AVOL; AVOL aktualisieren.</translation>
    </message>
    <message>
        <source>The folder “{}” cannot be created ({}); choose another.</source>
        <translation>Der Ordner „{}“ kann nicht angelegt werden ({}); einen anderen wählen.</translation>
    </message>
    <message>
        <source>“{}” contains no library; add files in the studio or with avol index.</source>
        <translation>„{}“ enthält keine Bibliothek; Dateien hinzufügen.</translation>
    </message>
    <message>
        <source>The library “{}” is damaged ({}); index again with --rebuild.</source>
        <translation>Die Bibliothek „{}“ ist beschädigt ({}); sie neu aufbauen.</translation>
    </message>
    <message>
        <source>Another program is writing the library “{}”; try again later.</source>
        <translation>Ein anderes Programm schreibt gerade in die Bibliothek „{}“; es später erneut versuchen.</translation>
    </message>
    <message>
        <source>“{}” lacks the columns path and label; add them.</source>
        <translation>„{}“ fehlen die Spalten path und label; sie hinzufügen.</translation>
    </message>
    <message>
        <source>No two files of the library share a label; sort them into folders.</source>
        <translation>Keine zwei Dateien der Bibliothek haben dasselbe Label; sie in Ordner sortieren.</translation>
    </message>
    <message>
        <source>The library has fewer than four segments; add files.</source>
        <translation>Die Bibliothek hat weniger als vier Abschnitte; Dateien hinzufügen.</translation>
    </message>
    <message>
        <source>The loss of step {} is not finite; start again with a smaller learning rate.</source>
        <translation>Der Verlust von Schritt {} ist nicht endlich; mit einer kleineren Lernrate neu beginnen.</translation>
    </message>
    <message>
        <source>“{}” has {} usable videos; add videos of at least 1 s with audio, at least {} in all.</source>
        <translation>„{}“ enthält {} brauchbare Videos; Videos von mindestens 1 s mit Ton hinzufügen, insgesamt mindestens {}.</translation>
    </message>
    <message>
        <source>“{}” lasts {} s; choose a time within it.</source>
        <translation>„{}“ dauert {} s; eine Stelle darin wählen.</translation>
    </message>
    <message>
        <source>“{}” lasts {} s; choose times within it, in order.</source>
        <translation>„{}“ dauert {} s; Stellen darin wählen, der Reihe nach.</translation>
    </message>
    <message>
        <source>Boxes in {} videos or more are needed, and {} was found; annotate further videos, better {} in all.</source>
        <translation>Rahmen in mindestens {} Videos sind nötig, gefunden: {}; weitere Videos annotieren, besser insgesamt {}.</translation>
    </message>
    <message>
        <source>All annotated files have similar sounds; annotate one with another.</source>
        <translation>Alle annotierten Dateien klingen ähnlich; eine mit einem anderen Klang annotieren.</translation>
    </message>
    <message>
        <source>The recording of the room has {} s; record {} s or more, better {}.</source>
        <translation>Die Aufnahme des Raums hat {} s; mindestens {} s aufnehmen, besser {}.</translation>
    </message>
    <message>
        <source>{} has no class heads; choose “avol”.</source>
        <translation>{} hat keine Klassenköpfe; „avol“ wählen.</translation>
    </message>
    <message>
        <source>The image of an example is damaged; delete that example.</source>
        <translation>Das Bild eines Beispiels ist beschädigt; dieses Beispiel löschen.</translation>
    </message>
    <message>
        <source>The sound of an example is empty; record at least a second.</source>
        <translation>Der Klang eines Beispiels ist leer; mindestens eine Sekunde aufnehmen.</translation>
    </message>
    <message>
        <source>The engine “{}” cannot be taught classes; choose “auto”.</source>
        <translation>Das Rechenwerk „{}“ kann keine Klassen lernen; „Automatisch“ wählen.</translation>
    </message>
    <message>
        <source>{} cannot be read ({}); compile it again.</source>
        <translation>{} kann nicht gelesen werden ({}); neu kompilieren.</translation>
    </message>
    <message>
        <source>Images and audio have no common space in this network; search within one modality, or use AVE-Net.</source>
        <translation>Bilder und Ton haben in diesem Netz keinen gemeinsamen Raum; Bilder mit Bildern oder Ton mit Ton suchen, oder AVE-Net verwenden.</translation>
    </message>
    <message>
        <source>“{}” would replace the input “{}”; choose another folder.</source>
        <translation>„{}“ würde die Eingabe „{}“ ersetzen; einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>“{}” is not {} ({}); {}.</source>
        <translation>„{}“: Erwartet wird {} ({}); {}.</translation>
    </message>
    <message>
        <source>“{}” is neither a lesson nor a file; choose {}.</source>
        <translation>„{}“ ist weder eine Lektion noch eine Datei; eine von diesen wählen: {}.</translation>
    </message>
    <message>
        <source>“{}” is from a newer AVOL; update AVOL to open it.</source>
        <translation>„{}“ stammt von einem neueren AVOL; AVOL aktualisieren, um es zu öffnen.</translation>
    </message>
    <message>
        <source>“{}” is from a newer AVOL; update AVOL to read it.</source>
        <translation>„{}“ stammt von einem neueren AVOL; AVOL aktualisieren, um es zu lesen.</translation>
    </message>
    <message>
        <source>The prediction is locked; go on to the next part of the step.</source>
        <translation>Die Vorhersage ist festgelegt; mit dem nächsten Teil des Schritts weitermachen.</translation>
    </message>
    <message>
        <source>{} of {} pairs are judged; judge all of them.</source>
        <translation>{} von {} Paaren sind beurteilt; alle beurteilen.</translation>
    </message>
    <message>
        <source>{} of {} sounds are ordered; order each of them once.</source>
        <translation>{} von {} Klängen sind geordnet; jeden einmal einordnen.</translation>
    </message>
    <message>
        <source>There is no try yet; log tries first.</source>
        <translation>Es gibt noch keinen Versuch; zuerst Versuche protokollieren.</translation>
    </message>
    <message>
        <source>This number needs a video, and the lesson has none; name its media.</source>
        <translation>Diese Zahl braucht ein Video, und die Lektion hat keines; ihre Medien angeben.</translation>
    </message>
    <message>
        <source>The number cannot be computed ({}); correct the lesson.</source>
        <translation>Die Zahl kann nicht berechnet werden ({}); die Lektion berichtigen.</translation>
    </message>
    <message>
        <source>The number does not exist for these weights; choose other weights for this step.</source>
        <translation>Diese Zahl gibt es bei diesen Gewichten nicht; für diesen Schritt andere Gewichte wählen.</translation>
    </message>
    <message>
        <source>The model card of these weights has no reliability; choose calibrated weights.</source>
        <translation>Die Modellkarte dieser Gewichte hat keine Zuverlässigkeit; kalibrierte Gewichte wählen.</translation>
    </message>
    <message>
        <source>This training does not reach the accuracy; choose a longer one.</source>
        <translation>Dieses Training erreicht die Genauigkeit nicht; ein längeres wählen.</translation>
    </message>
    <message>
        <source>Own videos have no known positions; choose synthetic clips.</source>
        <translation>Bei eigenen Videos sind die Orte der Quellen nicht bekannt; synthetische Clips wählen.</translation>
    </message>
    <message>
        <source>There are no images: the class cannot be seen; add some.</source>
        <translation>Es gibt keine Bilder: Die Klasse ist nicht zu sehen; welche hinzufügen.</translation>
    </message>
    <message>
        <source>There are no sounds: the class cannot be heard; add some.</source>
        <translation>Es gibt keine Klänge: Die Klasse ist nicht zu hören; welche hinzufügen.</translation>
    </message>
    <message>
        <source>There is only 1 image; add {} more.</source>
        <translation>Es gibt nur 1 Bild; noch {} hinzufügen.</translation>
    </message>
    <message>
        <source>There is only 1 sound; add {} more.</source>
        <translation>Es gibt nur 1 Klang; noch {} hinzufügen.</translation>
    </message>
    <message>
        <source>There are only {} images; add {} more.</source>
        <translation>Es gibt nur {} Bilder; noch {} hinzufügen.</translation>
    </message>
    <message>
        <source>There are only {} sounds; add {} more.</source>
        <translation>Es gibt nur {} Klänge; noch {} hinzufügen.</translation>
    </message>
    <message>
        <source>Example {} does not fit the others; check or delete it.</source>
        <translation>Beispiel {} passt nicht zu den anderen; es prüfen oder löschen.</translation>
    </message>
    <message>
        <source>Examples {} do not fit the others; check or delete them.</source>
        <translation>Die Beispiele {} passen nicht zu den anderen; sie prüfen oder löschen.</translation>
    </message>
    <message>
        <source>{} was made for other weights ({}) and cannot be used; choose those weights, or adapt again.</source>
        <translation>{} gehört zu anderen Gewichten ({}) und kann nicht benutzt werden; diese Gewichte wählen oder neu anpassen.</translation>
    </message>
    <message>
        <source>{} were made for other weights ({}) and cannot be used; choose those weights, or adapt again.</source>
        <translation>{} gehören zu anderen Gewichten ({}) und können nicht benutzt werden; diese Gewichte wählen oder neu anpassen.</translation>
    </message>
    <message>
        <source>{} videos are few; annotate {} or more for a reliable result.</source>
        <translation>{} Videos sind wenig; für ein verlässliches Ergebnis {} oder mehr annotieren.</translation>
    </message>
    <message>
        <source>{} s are short; record a minute or more.</source>
        <translation>{} s sind kurz; eine Minute oder mehr aufnehmen.</translation>
    </message>
    <message>
        <source>The noise of the room is left out: {}</source>
        <translation>Das Geräusch des Raums bleibt außer Acht: {}</translation>
    </message>
    <message>
        <source>The images look like {} and the sounds like {}; check that they belong together.</source>
        <translation>Die Bilder sehen aus wie: {}, die Klänge klingen wie: {}; prüfen, ob sie zusammengehören.</translation>
    </message>
    <message>
        <source>{}, fine maps</source>
        <translation>{}, feine Karten</translation>
    </message>
    <message>
        <source>This number</source>
        <translation>Diese Zahl</translation>
    </message>
    <message>
        <source>a lesson</source>
        <translation>eine Lektion</translation>
    </message>
    <message>
        <source>a translation of this lesson</source>
        <translation>eine Übersetzung dieser Lektion</translation>
    </message>
    <message>
        <source>a box list</source>
        <translation>eine Rahmenliste</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>sie ist leer</translation>
    </message>
    <message>
        <source>it contains binary data</source>
        <translation>sie enthält Binärdaten</translation>
    </message>
    <message>
        <source>it is incomplete</source>
        <translation>sie ist unvollständig</translation>
    </message>
    <message>
        <source>line {} is not UTF-8</source>
        <translation>Zeile {} ist nicht UTF-8</translation>
    </message>
    <message>
        <source>line {}: {}</source>
        <translation>Zeile {}: {}</translation>
    </message>
    <message>
        <source>“{}” is missing</source>
        <translation>„{}“ fehlt</translation>
    </message>
    <message>
        <source>save it as UTF-8</source>
        <translation>als UTF-8 speichern</translation>
    </message>
    <message>
        <source>choose another file</source>
        <translation>eine andere Datei wählen</translation>
    </message>
    <message>
        <source>correct it</source>
        <translation>die Datei berichtigen</translation>
    </message>
    <message>
        <source>correct that line</source>
        <translation>diese Zeile berichtigen</translation>
    </message>
    <message>
        <source>correct that value</source>
        <translation>diesen Wert berichtigen</translation>
    </message>
    <message>
        <source>correct that item</source>
        <translation>diesen Eintrag berichtigen</translation>
    </message>
    <message>
        <source>copy it beside the lesson</source>
        <translation>die Datei neben die Lektion kopieren</translation>
    </message>
    <message>
        <source>follow the lesson</source>
        <translation>sich nach der Lektion richten</translation>
    </message>
    <message>
        <source>A class “{}” was already taught; add examples to it, or choose another name.</source>
        <translation>Eine Klasse „{}“ ist schon gelernt; ihr Beispiele hinzufügen oder einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>A class “{}” was already taught; choose another name.</source>
        <translation>Eine Klasse „{}“ ist schon gelernt; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>A class needs a name of 1 to {} printable characters; choose another one.</source>
        <translation>Eine Klasse braucht einen Namen aus 1 bis {} druckbaren Zeichen; einen anderen wählen.</translation>
    </message>
    <message>
        <source>{} was taught for other weights ({}) and cannot be used; choose those weights, or teach again from the media.</source>
        <translation>{} wurde für andere Gewichte ({}) gelernt und ist nicht benutzbar; jene Gewichte wählen oder die Klasse aus den Medien neu beibringen.</translation>
    </message>
    <message>
        <source>{} were taught for other weights ({}) and cannot be used; choose those weights, or teach again from the media.</source>
        <translation>{} wurden für andere Gewichte ({}) gelernt und sind nicht benutzbar; jene Gewichte wählen oder die Klassen aus den Medien neu beibringen.</translation>
    </message>
    <message>
        <source>“{}” was taught for other weights ({}); choose those weights, or teach it again from its media.</source>
        <translation>„{}“ wurde für andere Gewichte ({}) gelernt; jene Gewichte wählen oder die Klasse aus ihren Medien neu beibringen.</translation>
    </message>
    <message>
        <source>{} has no class heads and cannot be taught classes; choose “avol”.</source>
        <translation>{} hat keine Klassenköpfe und kann keine Klassen lernen; „avol“ wählen.</translation>
    </message>
    <message>
        <source>“{}” cannot be taught classes ({} is missing); {}.</source>
        <translation>„{}“ kann keine Klassen lernen ({} fehlt); {}.</translation>
    </message>
    <message>
        <source>No example shows “{}” or sounds like it; add an image or a sound of it.</source>
        <translation>Kein Beispiel zeigt „{}“ oder klingt so; ein Bild oder einen Klang davon hinzufügen.</translation>
    </message>
    <message>
        <source>“{}” is not a file of taught classes ({}); choose another file.</source>
        <translation>„{}“ ist keine Datei mit gelernten Klassen ({}); eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>{what} are from a newer AVOL and stay unchanged; update AVOL to edit them.</source>
        <translation>{what} stammen von einem neueren AVOL und bleiben unverändert; AVOL aktualisieren, um sie zu bearbeiten.</translation>
    </message>
    <message>
        <source>{what} cannot be read ({cause}); changes are not saved: check “{path}”.</source>
        <translation>{what} können nicht gelesen werden ({cause}); Änderungen werden nicht gespeichert: „{path}“ prüfen.</translation>
    </message>
    <message>
        <source>are damaged</source>
        <translation>sind beschädigt</translation>
    </message>
    <message>
        <source>have an invalid value for “{name}”</source>
        <translation>haben einen ungültigen Wert für „{name}“</translation>
    </message>
    <message>
        <source>{what} {cause}; changes are not saved: check “{path}”.</source>
        <translation>{what} {cause}; Änderungen werden nicht gespeichert: „{path}“ prüfen.</translation>
    </message>
    <message>
        <source>{what} {cause}; AVOL keeps the file as “{path}” and starts afresh.</source>
        <translation>{what} {cause}; AVOL behält die Datei als „{path}“ und beginnt neu.</translation>
    </message>
    <message>
        <source>The recent files</source>
        <translation>Die zuletzt geöffneten Dateien</translation>
    </message>
    <message>
        <source>The settings</source>
        <translation>Die Einstellungen</translation>
    </message>
    <message>
        <source>The settings were not saved: {error}</source>
        <translation>Die Einstellungen wurden nicht gespeichert: {error}</translation>
    </message>
    <message>
        <source>map not empty</source>
        <translation>Karte nicht leer</translation>
    </message>
    <message>
        <source>peak outside the box</source>
        <translation>Spitze außerhalb des Rahmens</translation>
    </message>
    <message>
        <source>These weights do not name their classes; their model card states the training data.</source>
        <translation>Diese Gewichte nennen ihre Klassen nicht; ihre Modellkarte nennt die Trainingsdaten.</translation>
    </message>
    <message>
        <source>Known classes</source>
        <translation>Bekannte Klassen</translation>
    </message>
    <message numerus="yes">
        <source>{title} {version}: %n classes</source>
        <translation>
            <numerusform>{title} {version}: %n Klasse</numerusform>
            <numerusform>{title} {version}: %n Klassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Taught: {names}</source>
        <translation>Gelernt: {names}</translation>
    </message>
    <message>
        <source>From the model card, which is in English</source>
        <translation>Aus der Modellkarte, die auf Englisch ist</translation>
    </message>
    <message>
        <source>This feature</source>
        <translation>Diese Funktion</translation>
    </message>
    <message>
        <source>The training process ended, perhaps out of memory; reset the training.</source>
        <translation>Der Trainingsprozess wurde beendet, vielleicht aus Speichermangel; das Training zurücksetzen.</translation>
    </message>
    <message>
        <source>Train a tiny network…</source>
        <translation>Winziges Netz trainieren…</translation>
    </message>
    <message>
        <source>Train a tiny network in the window, and break it on purpose</source>
        <translation>Ein winziges Netz im Fenster trainieren und absichtlich kaputt machen</translation>
    </message>
    <message>
        <source>“{name}” is saved; it knows only what it was trained on.</source>
        <translation>„{name}“ ist gespeichert; es kennt nur, womit es trainiert wurde.</translation>
    </message>
    <message>
        <source>Use in the studio</source>
        <translation>Im Studio verwenden</translation>
    </message>
    <message>
        <source>Loss over steps</source>
        <translation>Verlust je Schritt</translation>
    </message>
    <message>
        <source>previous run</source>
        <translation>voriger Lauf</translation>
    </message>
    <message>
        <source>each step</source>
        <translation>jeder Schritt</translation>
    </message>
    <message>
        <source>mean of ten steps</source>
        <translation>Mittel aus zehn Schritten</translation>
    </message>
    <message>
        <source>Cross-entropy of the training pairs; the thin line is chance (0.69)</source>
        <translation>Kreuzentropie der Trainingspaare; die dünne Linie ist der Zufall (0,69)</translation>
    </message>
    <message>
        <source>Accuracy over steps</source>
        <translation>Genauigkeit je Schritt</translation>
    </message>
    <message>
        <source>training pairs</source>
        <translation>Trainingspaare</translation>
    </message>
    <message>
        <source>new pairs, all audio on the frame grid</source>
        <translation>neue Paare, alles Audio auf dem Bildraster</translation>
    </message>
    <message>
        <source>new pairs</source>
        <translation>neue Paare</translation>
    </message>
    <message>
        <source>Fraction of pairs that are predicted rightly; the thin lines are chance and 80 %</source>
        <translation>Anteil richtig vorhergesagter Paare; die dünnen Linien sind der Zufall und 80 %</translation>
    </message>
    <message>
        <source>Audio: {name}</source>
        <translation>Audio: {name}</translation>
    </message>
    <message>
        <source>{score} · should be empty</source>
        <translation>{score} · sollte leer sein</translation>
    </message>
    <message>
        <source>{score} · empty</source>
        <translation>{score} · leer</translation>
    </message>
    <message>
        <source>{score} · nothing found</source>
        <translation>{score} · nichts gefunden</translation>
    </message>
    <message>
        <source>{score} · match</source>
        <translation>{score} · passt</translation>
    </message>
    <message>
        <source>{score} · on the {name}</source>
        <translation>{score} · auf: {name}</translation>
    </message>
    <message>
        <source>{score} · on the background</source>
        <translation>{score} · auf dem Hintergrund</translation>
    </message>
    <message>
        <source>no gradient</source>
        <translation>kein Gradient</translation>
    </message>
    <message>
        <source>{counts} of {total} cells</source>
        <translation>{counts} von {total} Zellen</translation>
    </message>
    <message>
        <source>Probe {number}</source>
        <translation>Probe {number}</translation>
    </message>
    <message>
        <source>The map should show the {name} (white frame)</source>
        <translation>Die Karte sollte zeigen: {name} (weißer Rahmen)</translation>
    </message>
    <message>
        <source>Image and audio are of one video: the map should show something</source>
        <translation>Bild und Ton sind aus einem Video: Die Karte sollte etwas zeigen</translation>
    </message>
    <message>
        <source>Nothing in the image makes this sound: the map should be empty</source>
        <translation>Nichts im Bild klingt so: Die Karte sollte leer sein</translation>
    </message>
    <message>
        <source>disc</source>
        <translation>Scheibe</translation>
    </message>
    <message>
        <source>triangle</source>
        <translation>Dreieck</translation>
    </message>
    <message>
        <source>diamond</source>
        <translation>Raute</translation>
    </message>
    <message>
        <source>star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>Train a tiny network</source>
        <translation>Winziges Netz trainieren</translation>
    </message>
    <message>
        <source>1 step/s</source>
        <translation>1 Schritt/s</translation>
    </message>
    <message>
        <source>5 steps/s</source>
        <translation>5 Schritte/s</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>Volles Tempo</translation>
    </message>
    <message>
        <source>Train until the end, or pause (K)</source>
        <translation>Bis zum Ende trainieren oder anhalten (K)</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Take one step of 16 pairs (.)</source>
        <translation>Einen Schritt mit 16 Paaren machen (.)</translation>
    </message>
    <message>
        <source>Start again at step 0 with the same seed (R)</source>
        <translation>Bei Schritt 0 mit demselben Startwert neu beginnen (R)</translation>
    </message>
    <message>
        <source>Steps per second</source>
        <translation>Schritte pro Sekunde</translation>
    </message>
    <message>
        <source>Show the map of each probe</source>
        <translation>Die Karte jeder Probe zeigen</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>Show which cells a training step on the probe would change (G)</source>
        <translation>Zeigen, welche Zellen ein Trainingsschritt mit der Probe ändern würde (G)</translation>
    </message>
    <message>
        <source>Save checkpoint…</source>
        <translation>Gewichte speichern…</translation>
    </message>
    <message>
        <source>Save the network, to open it in the studio</source>
        <translation>Das Netz speichern, um es im Studio zu öffnen</translation>
    </message>
    <message>
        <source>Save result…</source>
        <translation>Ergebnis speichern…</translation>
    </message>
    <message>
        <source>Save settings and metrics; avol train-tiny repeats the run</source>
        <translation>Einstellungen und Messwerte speichern; avol train-tiny wiederholt den Lauf</translation>
    </message>
    <message>
        <source>Probes:</source>
        <translation>Proben:</translation>
    </message>
    <message>
        <source>Save checkpoint</source>
        <translation>Gewichte speichern</translation>
    </message>
    <message>
        <source>AVOL-Net with the encoders of the paper</source>
        <translation>AVOL-Net mit den Encodern des Artikels</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Look into the network: its stages, activations, and the numbers of a cell</source>
        <translation>In das Netz schauen: seine Stufen, Aktivierungen und die Zahlen einer Zelle</translation>
    </message>
    <message>
        <source>Checkpoints (*.safetensors)</source>
        <translation>Gewichte (*.safetensors)</translation>
    </message>
    <message>
        <source>Choose a checkpoint</source>
        <translation>Gewichte wählen</translation>
    </message>
    <message>
        <source>Save result</source>
        <translation>Ergebnis speichern</translation>
    </message>
    <message>
        <source>Results (*.json)</source>
        <translation>Ergebnisse (*.json)</translation>
    </message>
    <message>
        <source>Saved: {}</source>
        <translation>Gespeichert: {}</translation>
    </message>
    <message>
        <source>Loading videos: {done} of {total}…</source>
        <translation>Videos laden: {done} von {total}…</translation>
    </message>
    <message>
        <source>Preparing: starting torch and creating the clips…</source>
        <translation>Vorbereitung: torch wird gestartet, die Clips werden erzeugt…</translation>
    </message>
    <message>
        <source>Ready. What will happen? Predict it, then press Play.</source>
        <translation>Bereit. Was wird geschehen? Erst vorhersagen, dann „Wiedergabe“ drücken.</translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>Schritt {step} von {steps}</translation>
    </message>
    <message>
        <source>accuracy on new pairs {value} %</source>
        <translation>Genauigkeit auf neuen Paaren {value} %</translation>
    </message>
    <message>
        <source>80 % after {steps} steps</source>
        <translation>80 % nach {steps} Schritten</translation>
    </message>
    <message>
        <source>80 % not reached</source>
        <translation>80 % nicht erreicht</translation>
    </message>
    <message>
        <source>peak on the sounding object in {share} % of {maps} maps</source>
        <translation>Spitze auf dem klingenden Objekt in {share} % von {maps} Karten</translation>
    </message>
    <message>
        <source>The entries of the lesson</source>
        <translation>Die Einträge der Lektion</translation>
    </message>
    <message>
        <source>The number could not be computed</source>
        <translation>Die Zahl konnte nicht berechnet werden</translation>
    </message>
    <message>
        <source>choose other weights, or see the log</source>
        <translation>andere Gewichte wählen oder im Protokoll nachsehen</translation>
    </message>
    <message>
        <source>Saved {name}; give this file to your teacher.</source>
        <translation>{name} gespeichert; gib diese Datei deiner Lehrperson.</translation>
    </message>
    <message>
        <source>This is not a link of AVOL; copy one with Edit, Copy link.</source>
        <translation>Das ist kein Link von AVOL; einen mit Bearbeiten, Link kopieren erzeugen.</translation>
    </message>
    <message>
        <source>The link is too long to be one of AVOL; copy it again.</source>
        <translation>Der Link ist zu lang für einen Link von AVOL; ihn noch einmal kopieren.</translation>
    </message>
    <message>
        <source>The link is damaged ({place}); copy it again.</source>
        <translation>Der Link ist beschädigt ({place}); ihn noch einmal kopieren.</translation>
    </message>
    <message>
        <source>The link is damaged; copy it again.</source>
        <translation>Der Link ist beschädigt; ihn noch einmal kopieren.</translation>
    </message>
    <message>
        <source>The link is from a newer AVOL; update AVOL to open it.</source>
        <translation>Der Link ist von einem neueren AVOL; AVOL aktualisieren, um ihn zu öffnen.</translation>
    </message>
    <message>
        <source>Open a lesson first</source>
        <translation>Zuerst eine Lektion öffnen</translation>
    </message>
    <message>
        <source>Start the lesson first</source>
        <translation>Zuerst die Lektion beginnen</translation>
    </message>
    <message>
        <source>Lessons…</source>
        <translation>Lektionen…</translation>
    </message>
    <message>
        <source>Open one of the lessons that come with AVOL</source>
        <translation>Eine der Lektionen öffnen, die zu AVOL gehören</translation>
    </message>
    <message>
        <source>Open lesson file…</source>
        <translation>Lektionsdatei öffnen…</translation>
    </message>
    <message>
        <source>Open a lesson that a teacher has written</source>
        <translation>Eine Lektion öffnen, die eine Lehrperson geschrieben hat</translation>
    </message>
    <message>
        <source>Save hand-in…</source>
        <translation>Abgabe speichern…</translation>
    </message>
    <message>
        <source>Save your entries of the lesson to a file for the teacher</source>
        <translation>Die Einträge der Lektion für die Lehrperson in eine Datei speichern</translation>
    </message>
    <message>
        <source>Close lesson</source>
        <translation>Lektion schließen</translation>
    </message>
    <message>
        <source>Close the lesson; your entries are kept</source>
        <translation>Die Lektion schließen; die Einträge bleiben erhalten</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Show or hide the column of the lesson</source>
        <translation>Die Spalte der Lektion zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>Fine maps are off now: the numbers of lessons belong to ordinary maps.</source>
        <translation>Feine Karten sind jetzt aus: Die Zahlen der Lektionen gehören zu gewöhnlichen Karten.</translation>
    </message>
    <message>
        <source>Lessons (*{suffix})</source>
        <translation>Lektionen (*{suffix})</translation>
    </message>
    <message>
        <source>Open lesson</source>
        <translation>Lektion öffnen</translation>
    </message>
    <message>
        <source>Save hand-in</source>
        <translation>Abgabe speichern</translation>
    </message>
    <message>
        <source>Hand-ins (*.json)</source>
        <translation>Abgaben (*.json)</translation>
    </message>
    <message>
        <source>The lesson names controls that do not exist ({names}); they are left out.</source>
        <translation>Die Lektion nennt Bedienelemente, die es nicht gibt ({names}); sie werden weggelassen.</translation>
    </message>
    <message>
        <source>Click on the image.</source>
        <translation>Klicke auf das Bild.</translation>
    </message>
    <message>
        <source>Predict first</source>
        <translation>Erst vorhersagen</translation>
    </message>
    <message>
        <source>Point at the source of the sound before the map is shown, alone or in teams</source>
        <translation>Auf die Quelle des Tons zeigen, bevor die Karte erscheint, allein oder in Teams</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Aufdecken</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Right!</source>
        <translation>Richtig!</translation>
    </message>
    <message>
        <source>Not this time.</source>
        <translation>Diesmal nicht.</translation>
    </message>
    <message>
        <source>Right: {names}</source>
        <translation>Richtig: {names}</translation>
    </message>
    <message>
        <source>No team is right.</source>
        <translation>Kein Team hat recht.</translation>
    </message>
    <message>
        <source>Network: right ({score})</source>
        <translation>Netz: richtig ({score})</translation>
    </message>
    <message>
        <source>Network: wrong ({score})</source>
        <translation>Netz: falsch ({score})</translation>
    </message>
    <message>
        <source>Team {letter}</source>
        <translation>Team {letter}</translation>
    </message>
    <message>
        <source>Ready? Reveal the map.</source>
        <translation>Bereit? Deckt die Karte auf.</translation>
    </message>
    <message>
        <source>Click where the sound comes from.</source>
        <translation>Klicke dorthin, wo der Ton herkommt.</translation>
    </message>
    <message>
        <source>{team}: click where the sound comes from.</source>
        <translation>{team}: Klickt dorthin, wo der Ton herkommt.</translation>
    </message>
    <message>
        <source>Round {number} of {total}</source>
        <translation>Runde {number} von {total}</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Network {points}</source>
        <translation>Netz {points}</translation>
    </message>
    <message>
        <source>Result: {points}</source>
        <translation>Ergebnis: {points}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Copy what the window shows as a link: video, time, sound, view, lesson</source>
        <translation>Was das Fenster zeigt, als Link kopieren: Video, Zeit, Ton, Ansicht, Lektion</translation>
    </message>
    <message>
        <source>Open link…</source>
        <translation>Link öffnen…</translation>
    </message>
    <message>
        <source>Open a link that was copied in this or another AVOL</source>
        <translation>Einen Link öffnen, der in diesem oder einem anderen AVOL kopiert wurde</translation>
    </message>
    <message>
        <source>The link leaves out the sound “{name}”, because it is not one of AVOL&apos;s.</source>
        <translation>Der Link lässt den Ton „{name}“ weg, weil er nicht zu AVOL gehört.</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Link kopiert</translation>
    </message>
    <message>
        <source>“{name}” was not found; open it from its folder to continue with the link.</source>
        <translation>„{name}“ wurde nicht gefunden; es aus seinem Ordner öffnen, um mit dem Link fortzufahren.</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Link that begins with avol:</source>
        <translation>Link, der mit avol: beginnt</translation>
    </message>
    <message>
        <source>Your lesson</source>
        <translation>Deine Lektion</translation>
    </message>
    <message>
        <source>Go to step {number}</source>
        <translation>Zu Schritt {number}</translation>
    </message>
    <message>
        <source>The hand-in is one file with your alias, entries and numbers. Give it to your teacher on a stick or a shared folder; AVOL sends nothing.</source>
        <translation>Die Abgabe ist eine Datei mit deinem Alias, deinen Einträgen und Zahlen. Gib sie deiner Lehrperson auf einem Stick oder in einem gemeinsamen Ordner; AVOL verschickt nichts.</translation>
    </message>
    <message>
        <source>✓ number right</source>
        <translation>✓ Zahl richtig</translation>
    </message>
    <message>
        <source>done, number shown</source>
        <translation>erledigt, Zahl gezeigt</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>With files: no microphone, for a noisy room</source>
        <translation>Mit Dateien: ohne Mikrofon, für einen lauten Raum</translation>
    </message>
    <message>
        <source>With camera and microphone</source>
        <translation>Mit Kamera und Mikrofon</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Alias, not your real name</source>
        <translation>Alias, nicht dein richtiger Name</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Neu beginnen</translation>
    </message>
    <message numerus="yes">
        <source>about %n minutes</source>
        <translation>
            <numerusform>etwa %n Minute</numerusform>
            <numerusform>etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>You need</source>
        <translation>Du brauchst</translation>
    </message>
    <message>
        <source>It stands in the file for your teacher. Nothing leaves this computer.</source>
        <translation>Er steht in der Datei für deine Lehrperson. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Continue as {alias}, step {step}</source>
        <translation>Weiter als {alias}, Schritt {step}</translation>
    </message>
    <message>
        <source>Step {step} of {total}</source>
        <translation>Schritt {step} von {total}</translation>
    </message>
    <message>
        <source>A source in view</source>
        <translation>Eine Quelle im Bild</translation>
    </message>
    <message>
        <source>The source is hidden</source>
        <translation>Die Quelle ist verdeckt</translation>
    </message>
    <message>
        <source>A picture of the source</source>
        <translation>Ein Foto der Quelle</translation>
    </message>
    <message>
        <source>A similar instrument</source>
        <translation>Ein ähnliches Instrument</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Verdict is right</source>
        <translation>Befund ist richtig</translation>
    </message>
    <message>
        <source>Verdict is wrong</source>
        <translation>Befund ist falsch</translation>
    </message>
    <message>
        <source>Try {number} of {total}</source>
        <translation>Versuch {number} von {total}</translation>
    </message>
    <message>
        <source>All tries are logged</source>
        <translation>Alle Versuche sind notiert</translation>
    </message>
    <message>
        <source>Wait for the map…</source>
        <translation>Auf die Karte warten…</translation>
    </message>
    <message>
        <source>The network says: **{verdict}**, score {score}.</source>
        <translation>Das Netz sagt: **{verdict}**, Score {score}.</translation>
    </message>
    <message>
        <source>Reliability curve</source>
        <translation>Zuverlässigkeitskurve</translation>
    </message>
    <message>
        <source>score {score}: {matching} % of {count} matched</source>
        <translation>Score {score}: {matching} % von {count} gehörten zusammen</translation>
    </message>
    <message>
        <source>fraction that matched</source>
        <translation>Anteil, der zusammengehörte</translation>
    </message>
    <message>
        <source>Order, best first</source>
        <translation>Reihenfolge, Bestes zuerst</translation>
    </message>
    <message>
        <source>Query: {name}</source>
        <translation>Anfrage: {name}</translation>
    </message>
    <message>
        <source>Play the query</source>
        <translation>Anfrage abspielen</translation>
    </message>
    <message>
        <source>Play selected</source>
        <translation>Auswahl abspielen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Keep this order</source>
        <translation>Reihenfolge behalten</translation>
    </message>
    <message>
        <source>Order of the network</source>
        <translation>Reihenfolge des Netzes</translation>
    </message>
    <message>
        <source>The sounds could not be ordered</source>
        <translation>Die Töne konnten nicht geordnet werden</translation>
    </message>
    <message>
        <source>Keep the new order</source>
        <translation>Neue Reihenfolge behalten</translation>
    </message>
    <message>
        <source>Your order</source>
        <translation>Deine Reihenfolge</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>1  Predict</source>
        <translation>1  Vorhersagen</translation>
    </message>
    <message>
        <source>Your prediction</source>
        <translation>Deine Vorhersage</translation>
    </message>
    <message>
        <source>Lock prediction</source>
        <translation>Vorhersage festlegen</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Festgelegt</translation>
    </message>
    <message>
        <source>This is what happens.</source>
        <translation>Das geschieht.</translation>
    </message>
    <message>
        <source>Your point is marked on the image.</source>
        <translation>Dein Punkt ist im Bild markiert.</translation>
    </message>
    <message>
        <source>2  Do</source>
        <translation>2  Tun</translation>
    </message>
    <message>
        <source>3  Observe</source>
        <translation>3  Beobachten</translation>
    </message>
    <message>
        <source>Write what you see or hear.</source>
        <translation>Schreibe, was du siehst oder hörst.</translation>
    </message>
    <message>
        <source>4  Explain</source>
        <translation>4  Erklären</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>✓ This is the explanation.</source>
        <translation>✓ Das ist die Erklärung.</translation>
    </message>
    <message>
        <source>5  Checked number</source>
        <translation>5  Geprüfte Zahl</translation>
    </message>
    <message>
        <source>Your number</source>
        <translation>Deine Zahl</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Show the number</source>
        <translation>Zahl zeigen</translation>
    </message>
    <message>
        <source>✓ Right: AVOL computes {expected}.</source>
        <translation>✓ Richtig: AVOL berechnet {expected}.</translation>
    </message>
    <message>
        <source>AVOL computes {expected}.</source>
        <translation>AVOL berechnet {expected}.</translation>
    </message>
    <message>
        <source>✗ Not within ± {tolerance}; look again and retry.</source>
        <translation>✗ Nicht innerhalb von ± {tolerance}; sieh noch einmal hin und versuche es erneut.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Listen again</source>
        <translation>Noch einmal hören</translation>
    </message>
    <message>
        <source>No source in view</source>
        <translation>Keine Quelle im Bild</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Number of teams</source>
        <translation>Anzahl Teams</translation>
    </message>
    <message numerus="yes">
        <source>%n teams</source>
        <translation>
            <numerusform>%n Team</numerusform>
            <numerusform>%n Teams</numerusform>
        </translation>
    </message>
    <message>
        <source>The network cannot be inspected ({error}); choose another one.</source>
        <translation>Das Netz kann nicht untersucht werden ({error}); ein anderes wählen.</translation>
    </message>
    <message>
        <source>The variants were not saved</source>
        <translation>Die Varianten wurden nicht gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>Saved {name}.csv and %n images to {parent}.</source>
        <translation>
            <numerusform>{name}.csv und %n Bild in {parent} gespeichert.</numerusform>
            <numerusform>{name}.csv und %n Bilder in {parent} gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Perturb input</source>
        <translation>Eingabe verändern</translation>
    </message>
    <message>
        <source>The input is not altered</source>
        <translation>Die Eingabe ist nicht verändert</translation>
    </message>
    <message>
        <source>Erase, cover and change what the network gets, and watch map and score</source>
        <translation>Löschen, abdecken und ändern, was das Netz bekommt, und Karte und Score beobachten</translation>
    </message>
    <message>
        <source>Reset the input</source>
        <translation>Eingabe zurücksetzen</translation>
    </message>
    <message>
        <source>Give the network the original input again</source>
        <translation>Dem Netz wieder die ursprüngliche Eingabe geben</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Variant {number}</source>
        <translation>Variante {number}</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Klang</translation>
    </message>
    <message>
        <source>The sound that the network gets</source>
        <translation>Der Klang, den das Netz bekommt</translation>
    </message>
    <message>
        <source>Audio shift</source>
        <translation>Tonversatz</translation>
    </message>
    <message>
        <source>How much later in the recording the audio lies than the image</source>
        <translation>Wie viel später in der Aufnahme der Ton liegt als das Bild</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Tonhöhe</translation>
    </message>
    <message>
        <source>Raise or lower the pitch, without changing the duration</source>
        <translation>Die Tonhöhe heben oder senken, ohne die Dauer zu ändern</translation>
    </message>
    <message>
        <source>{count} semitones</source>
        <translation>{count} Halbtöne</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Add white noise of this level</source>
        <translation>Weißes Rauschen mit diesem Pegel hinzufügen</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>{level} dB</source>
        <translation>{level} dB</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>The frequencies that the network gets</source>
        <translation>Die Frequenzen, die das Netz bekommt</translation>
    </message>
    <message>
        <source>No filter</source>
        <translation>Kein Filter</translation>
    </message>
    <message>
        <source>Low-pass</source>
        <translation>Tiefpass</translation>
    </message>
    <message>
        <source>High-pass</source>
        <translation>Hochpass</translation>
    </message>
    <message>
        <source>Band-pass</source>
        <translation>Bandpass</translation>
    </message>
    <message>
        <source>{hertz} Hz</source>
        <translation>{hertz} Hz</translation>
    </message>
    <message>
        <source>The lowest frequency that passes</source>
        <translation>Die tiefste Frequenz, die durchgelassen wird</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>The highest frequency that passes</source>
        <translation>Die höchste Frequenz, die durchgelassen wird</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Aus einer Datei…</translation>
    </message>
    <message>
        <source>Choose a file with sound</source>
        <translation>Datei mit Ton wählen</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Number {channel}: {value}</source>
        <translation>Zahl {channel}: {value}</translation>
    </message>
    <message>
        <source>Channel {channel}: {low} to {high}</source>
        <translation>Kanal {channel}: {low} bis {high}</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Unschärfe</translation>
    </message>
    <message>
        <source>Blur the image; the number is a share of its size</source>
        <translation>Das Bild unscharf machen; die Zahl ist ein Anteil seiner Größe</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>Hue</source>
        <translation>Farbton</translation>
    </message>
    <message>
        <source>Turn all colours; grey stays grey</source>
        <translation>Alle Farben drehen; Grau bleibt Grau</translation>
    </message>
    <message>
        <source>{degrees}°</source>
        <translation>{degrees}°</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Remove all colour</source>
        <translation>Alle Farbe entfernen</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Exchange left and right; the map is mirrored back onto the video</source>
        <translation>Links und rechts vertauschen; die Karte wird auf das Video zurückgespiegelt</translation>
    </message>
    <message>
        <source>Image that the network gets</source>
        <translation>Bild, das das Netz bekommt</translation>
    </message>
    <message>
        <source>Drag to cover a part of the image</source>
        <translation>Ziehen deckt einen Teil des Bildes ab</translation>
    </message>
    <message>
        <source>No image yet</source>
        <translation>Noch kein Bild</translation>
    </message>
    <message>
        <source>Altered input</source>
        <translation>Veränderte Eingabe</translation>
    </message>
    <message>
        <source>Erase frequencies</source>
        <translation>Frequenzen löschen</translation>
    </message>
    <message>
        <source>Erase times</source>
        <translation>Zeiten löschen</translation>
    </message>
    <message>
        <source>Erase areas</source>
        <translation>Flächen löschen</translation>
    </message>
    <message>
        <source>Cover a rectangle</source>
        <translation>Rechteck abdecken</translation>
    </message>
    <message>
        <source>Paint over</source>
        <translation>Übermalen</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Abdecken</translation>
    </message>
    <message>
        <source>Altered</source>
        <translation>Verändert</translation>
    </message>
    <message>
        <source>Restore audio</source>
        <translation>Ton wiederherstellen</translation>
    </message>
    <message>
        <source>Remove all erased areas</source>
        <translation>Alle gelöschten Flächen aufheben</translation>
    </message>
    <message>
        <source>Uncover image</source>
        <translation>Bild aufdecken</translation>
    </message>
    <message>
        <source>Remove all masks</source>
        <translation>Alle Abdeckungen entfernen</translation>
    </message>
    <message>
        <source>Keep variant</source>
        <translation>Variante behalten</translation>
    </message>
    <message>
        <source>Keep image, map and score as a row below</source>
        <translation>Bild, Karte und Score als Zeile unten behalten</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Alter the input as in the selected variant</source>
        <translation>Die Eingabe wie in der gewählten Variante verändern</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the selected variants</source>
        <translation>Die gewählten Varianten löschen</translation>
    </message>
    <message>
        <source>Save all variants as CSV and PNG files</source>
        <translation>Alle Varianten als CSV- und PNG-Dateien speichern</translation>
    </message>
    <message>
        <source>The input is not altered.</source>
        <translation>Die Eingabe ist nicht verändert.</translation>
    </message>
    <message>
        <source>sound {name}</source>
        <translation>Klang {name}</translation>
    </message>
    <message>
        <source>audio shifted {seconds} s</source>
        <translation>Ton um {seconds} s versetzt</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>pitch {semitones}</source>
        <translation>Tonhöhe {semitones}</translation>
    </message>
    <message>
        <source>noise {level} dB</source>
        <translation>Rauschen {level} dB</translation>
    </message>
    <message numerus="yes">
        <source>%n areas erased</source>
        <translation>
            <numerusform>%n Fläche gelöscht</numerusform>
            <numerusform>%n Flächen gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>band-pass {low} to {high} Hz</source>
        <translation>Bandpass {low} bis {high} Hz</translation>
    </message>
    <message>
        <source>high-pass {low} Hz</source>
        <translation>Hochpass {low} Hz</translation>
    </message>
    <message>
        <source>low-pass {high} Hz</source>
        <translation>Tiefpass {high} Hz</translation>
    </message>
    <message>
        <source>hue {degrees}°</source>
        <translation>Farbton {degrees}°</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>blur {percent} %</source>
        <translation>Unschärfe {percent} %</translation>
    </message>
    <message numerus="yes">
        <source>%n masks</source>
        <translation>
            <numerusform>%n Abdeckung</numerusform>
            <numerusform>%n Abdeckungen</numerusform>
        </translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>gespiegelt</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>block</source>
        <translation>Block</translation>
    </message>
    <message>
        <source>pool</source>
        <translation>Pooling</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>recent</source>
        <translation>jüngst</translation>
    </message>
    <message>
        <source>long</source>
        <translation>lang</translation>
    </message>
    <message>
        <source>{name}: {values} numbers, {kilobytes} KB, {time}; click to see them</source>
        <translation>{name}: {values} Zahlen, {kilobytes} KB, {time}; ein Klick zeigt sie</translation>
    </message>
    <message>
        <source>{time} ms</source>
        <translation>{time} ms</translation>
    </message>
    <message>
        <source>{title}: {count} stages, {time} ms</source>
        <translation>{title}: {count} Stufen, {time} ms</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Teach {name}</source>
        <translation>{name} beibringen</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>{name} löschen</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>{name} umbenennen</translation>
    </message>
    <message>
        <source>Switch {name}</source>
        <translation>{name} umschalten</translation>
    </message>
    <message>
        <source>Adapt the model</source>
        <translation>Modell anpassen</translation>
    </message>
    <message>
        <source>Revert the adaptation</source>
        <translation>Anpassung rückgängig machen</translation>
    </message>
    <message>
        <source>Imported {names}.</source>
        <translation>{names} importiert.</translation>
    </message>
    <message>
        <source>Import {names}</source>
        <translation>{names} importieren</translation>
    </message>
    <message>
        <source>Exported “{name}” to {file}.</source>
        <translation>„{name}“ nach {file} exportiert.</translation>
    </message>
    <message>
        <source>The taught classes cannot be read ({error}) The file is kept as “{name}”.</source>
        <translation>Die gelernten Klassen sind nicht lesbar ({error}) Die Datei bleibt als „{name}“ erhalten.</translation>
    </message>
    <message>
        <source>The taught classes cannot be saved; free some space, or export them.</source>
        <translation>Die gelernten Klassen können nicht gespeichert werden; Platz freigeben oder sie exportieren.</translation>
    </message>
    <message>
        <source>No sound was recorded; play the object closer to the microphone and repeat.</source>
        <translation>Es wurde kein Klang aufgenommen; näher am Mikrofon spielen und wiederholen.</translation>
    </message>
    <message>
        <source>There is no sound in these seconds; choose a time at which it sounds.</source>
        <translation>In diesen Sekunden ist kein Klang; eine Stelle wählen, an der es klingt.</translation>
    </message>
    <message>
        <source>The object was lost; draw the box again and move the object more slowly.</source>
        <translation>Das Objekt ging verloren; den Rahmen neu zeichnen und das Objekt langsamer bewegen.</translation>
    </message>
    <message>
        <source>Nothing moved with the sound; draw a box around the object instead.</source>
        <translation>Nichts bewegte sich mit dem Klang; stattdessen einen Rahmen um das Objekt zeichnen.</translation>
    </message>
    <message>
        <source>No image came in these seconds; check the camera and repeat.</source>
        <translation>In diesen Sekunden kam kein Bild; die Kamera prüfen und wiederholen.</translation>
    </message>
    <message>
        <source>There is no microphone; choose one in the Live panel and repeat.</source>
        <translation>Es gibt kein Mikrofon; eines im Bereich Live wählen und wiederholen.</translation>
    </message>
    <message>
        <source>This file has no audio; open a file with the sound of the object.</source>
        <translation>Diese Datei hat keinen Ton; eine mit dem Klang des Objekts öffnen.</translation>
    </message>
    <message>
        <source>Teaching was cancelled because something else was opened.</source>
        <translation>Das Beibringen wurde abgebrochen, weil etwas anderes geöffnet wurde.</translation>
    </message>
    <message>
        <source>Draw a box around the object first.</source>
        <translation>Zuerst einen Rahmen um das Objekt zeichnen.</translation>
    </message>
    <message>
        <source>The box lies outside the seconds from A to B; draw it at a time between.</source>
        <translation>Der Rahmen liegt außerhalb der Sekunden von A bis B; ihn an einer Stelle dazwischen zeichnen.</translation>
    </message>
    <message>
        <source>The recording was interrupted ({error}); record again.</source>
        <translation>Die Aufnahme wurde unterbrochen ({error}); noch einmal aufnehmen.</translation>
    </message>
    <message>
        <source>The class could not be taught ({error}); teach it again.</source>
        <translation>Die Klasse konnte nicht gelernt werden ({error}); sie noch einmal beibringen.</translation>
    </message>
    <message>
        <source>Taught classes (*.safetensors)</source>
        <translation>Gelernte Klassen (*.safetensors)</translation>
    </message>
    <message>
        <source>Teach a class…</source>
        <translation>Klasse beibringen…</translation>
    </message>
    <message>
        <source>Teach AVOL an object and its sound by showing them</source>
        <translation>AVOL ein Objekt und seinen Klang durch Zeigen beibringen</translation>
    </message>
    <message>
        <source>A class is being taught</source>
        <translation>Eine Klasse wird gerade beigebracht</translation>
    </message>
    <message>
        <source>Teach a class first</source>
        <translation>Zuerst eine Klasse beibringen</translation>
    </message>
    <message>
        <source>Add examples…</source>
        <translation>Beispiele hinzufügen…</translation>
    </message>
    <message>
        <source>Teach further examples of the selected class</source>
        <translation>Weitere Beispiele der gewählten Klasse zeigen</translation>
    </message>
    <message>
        <source>Delete class</source>
        <translation>Klasse löschen</translation>
    </message>
    <message>
        <source>Delete the selected taught class; undo restores it</source>
        <translation>Die gewählte gelernte Klasse löschen; Rückgängig stellt sie wieder her</translation>
    </message>
    <message>
        <source>Import taught classes…</source>
        <translation>Gelernte Klassen importieren…</translation>
    </message>
    <message>
        <source>Add the taught classes of a file</source>
        <translation>Die gelernten Klassen einer Datei hinzufügen</translation>
    </message>
    <message>
        <source>Export taught class…</source>
        <translation>Gelernte Klasse exportieren…</translation>
    </message>
    <message>
        <source>Save the selected taught class in a file, to share it</source>
        <translation>Die gewählte gelernte Klasse in einer Datei speichern, um sie weiterzugeben</translation>
    </message>
    <message>
        <source>Import taught classes</source>
        <translation>Gelernte Klassen importieren</translation>
    </message>
    <message>
        <source>Export taught class</source>
        <translation>Gelernte Klasse exportieren</translation>
    </message>
    <message>
        <source>A check mark uses a class for the map; Delete removes it</source>
        <translation>Mit Häkchen wird eine Klasse für die Karte benutzt; Entf löscht sie</translation>
    </message>
    <message numerus="yes">
        <source>%n examples</source>
        <translation>
            <numerusform>%n Beispiel</numerusform>
            <numerusform>%n Beispiele</numerusform>
        </translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Click (Enter) shows and plays an example, Delete removes it</source>
        <translation>Klick (Eingabetaste) zeigt und spielt ein Beispiel, Entf löscht es</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Background {number}</source>
        <translation>Hintergrund {number}</translation>
    </message>
    <message>
        <source>Example {number}</source>
        <translation>Beispiel {number}</translation>
    </message>
    <message>
        <source>, without sound</source>
        <translation>, ohne Klang</translation>
    </message>
    <message>
        <source>sound only</source>
        <translation>nur Klang</translation>
    </message>
    <message>
        <source>Hold the object up and make its sound.</source>
        <translation>Das Objekt hochhalten und klingen lassen.</translation>
    </message>
    <message>
        <source>Put the object away and be quiet.</source>
        <translation>Das Objekt weglegen und still sein.</translation>
    </message>
    <message>
        <source>Teach a class</source>
        <translation>Klasse beibringen</translation>
    </message>
    <message>
        <source>Name, e.g. slide whistle</source>
        <translation>Name, z. B. Kolbenflöte</translation>
    </message>
    <message>
        <source>Name of the class</source>
        <translation>Name der Klasse</translation>
    </message>
    <message>
        <source>Go on with this name</source>
        <translation>Mit diesem Namen weiter</translation>
    </message>
    <message>
        <source>Teach nothing</source>
        <translation>Nichts beibringen</translation>
    </message>
    <message>
        <source>Adds examples to “{name}”.</source>
        <translation>Fügt „{name}“ Beispiele hinzu.</translation>
    </message>
    <message>
        <source>Box that I draw</source>
        <translation>Rahmen, den ich zeichne</translation>
    </message>
    <message>
        <source>A drawn box follows the object</source>
        <translation>Ein gezeichneter Rahmen folgt dem Objekt</translation>
    </message>
    <message>
        <source>Moving, sounding region</source>
        <translation>Bewegter, klingender Bereich</translation>
    </message>
    <message>
        <source>The region that moves while it sounds is taken for the object</source>
        <translation>Der Bereich, der sich beim Klingen bewegt, gilt als das Objekt</translation>
    </message>
    <message>
        <source>Drag a box around the object on the image</source>
        <translation>Im Bild einen Rahmen um das Objekt ziehen</translation>
    </message>
    <message>
        <source>Record the object with its sound</source>
        <translation>Das Objekt mit seinem Klang aufnehmen</translation>
    </message>
    <message>
        <source>“{name}”: the object</source>
        <translation>„{name}“: das Objekt</translation>
    </message>
    <message>
        <source>Draw box again</source>
        <translation>Rahmen neu zeichnen</translation>
    </message>
    <message>
        <source>Record {seconds} s</source>
        <translation>{seconds} s aufnehmen</translation>
    </message>
    <message>
        <source>Use these seconds</source>
        <translation>Diese Sekunden nehmen</translation>
    </message>
    <message>
        <source>Background and silence</source>
        <translation>Hintergrund und Stille</translation>
    </message>
    <message>
        <source>Record how it is without the object</source>
        <translation>Aufnehmen, wie es ohne das Objekt ist</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Learn without background</source>
        <translation>Ohne Hintergrund lernen</translation>
    </message>
    <message>
        <source>Go to a time without the object and without its sound.</source>
        <translation>Zu einer Stelle ohne das Objekt und ohne seinen Klang gehen.</translation>
    </message>
    <message>
        <source>Use {seconds} s</source>
        <translation>{seconds} s nehmen</translation>
    </message>
    <message>
        <source>Seconds left</source>
        <translation>Verbleibende Sekunden</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>{count} of {total} examples</source>
        <translation>{count} von {total} Beispielen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Die Datei wird gelesen…</translation>
    </message>
    <message>
        <source>Learning “{name}”…</source>
        <translation>„{name}“ wird gelernt…</translation>
    </message>
    <message>
        <source>Close the steps</source>
        <translation>Die Schritte schließen</translation>
    </message>
    <message>
        <source>AVOL knows “{name}” now.</source>
        <translation>AVOL kennt jetzt „{name}“.</translation>
    </message>
    <message>
        <source>Record: move the object and make its sound.</source>
        <translation>Aufnehmen: das Objekt bewegen und klingen lassen.</translation>
    </message>
    <message>
        <source>Go to a time at which the object moves and sounds, or set A and B around it.</source>
        <translation>Zu einer Stelle gehen, an der sich das Objekt bewegt und klingt, oder A und B darum setzen.</translation>
    </message>
    <message>
        <source>The object is out of view: hold it up again, or draw the box again.</source>
        <translation>Das Objekt ist nicht zu sehen: es wieder hochhalten oder den Rahmen neu zeichnen.</translation>
    </message>
    <message>
        <source>The box follows the object. Record: hold it up and make its sound.</source>
        <translation>Der Rahmen folgt dem Objekt. Aufnehmen: das Objekt hochhalten und klingen lassen.</translation>
    </message>
    <message>
        <source>The box is followed through 10 s from here, or from A to B.</source>
        <translation>Der Rahmen wird 10 s ab hier verfolgt, oder von A bis B.</translation>
    </message>
    <message>
        <source>Hold the object up and draw a box around it.</source>
        <translation>Das Objekt hochhalten und einen Rahmen darum zeichnen.</translation>
    </message>
    <message>
        <source>Go to a time at which the object sounds, and draw a box around it.</source>
        <translation>Zu einer Stelle gehen, an der das Objekt klingt, und einen Rahmen darum zeichnen.</translation>
    </message>
    <message>
        <source>Teach AVOL an object and its sound that it does not know.</source>
        <translation>AVOL ein Objekt und seinen Klang beibringen, die es nicht kennt.</translation>
    </message>
    <message>
        <source>Rename the class: type another name, then Enter</source>
        <translation>Die Klasse umbenennen: anderen Namen eingeben, dann Eingabetaste</translation>
    </message>
    <message>
        <source>Delete example</source>
        <translation>Beispiel löschen</translation>
    </message>
    <message>
        <source>Delete the selected example</source>
        <translation>Das gewählte Beispiel löschen</translation>
    </message>
    <message>
        <source>Teach…</source>
        <translation>Beibringen…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Drag a box around the object. Esc cancels.</source>
        <translation>Einen Rahmen um das Objekt ziehen. Esc bricht ab.</translation>
    </message>
    <message numerus="yes">
        <source>It was learned from %n examples.</source>
        <translation>
            <numerusform>Gelernt aus %n Beispiel.</numerusform>
            <numerusform>Gelernt aus %n Beispielen.</numerusform>
        </translation>
    </message>
    <message>
        <source>looks like {name}: {value}</source>
        <translation>sieht aus wie {name}: {value}</translation>
    </message>
    <message>
        <source>sounds like {name}: {value}</source>
        <translation>klingt wie {name}: {value}</translation>
    </message>
    <message>
        <source>{text} {seconds} s</source>
        <translation>{text} {seconds} s</translation>
    </message>
    <message>
        <source>The recording of the room ended because something else was opened; begin again.</source>
        <translation>Die Aufnahme des Raums endete, weil etwas anderes geöffnet wurde; neu beginnen.</translation>
    </message>
    <message>
        <source>The model cannot be adapted</source>
        <translation>Das Modell kann nicht angepasst werden</translation>
    </message>
    <message>
        <source>No boxes were found in this file, the videos beside it, or the recent files; draw some first.</source>
        <translation>In dieser Datei, den Videos daneben und den zuletzt geöffneten Dateien sind keine Rahmen; zuerst welche zeichnen.</translation>
    </message>
    <message>
        <source>The model is being adapted</source>
        <translation>Das Modell wird gerade angepasst</translation>
    </message>
    <message>
        <source>The model is not adapted</source>
        <translation>Das Modell ist nicht angepasst</translation>
    </message>
    <message>
        <source>Improve on my annotations…</source>
        <translation>Mit meinen Annotationen verbessern…</translation>
    </message>
    <message>
        <source>Fit the scores to the boxes of this file, its folder and the recent files</source>
        <translation>Die Scores an die Rahmen dieser Datei, ihres Ordners und der zuletzt geöffneten Dateien anpassen</translation>
    </message>
    <message>
        <source>Adapt to this room…</source>
        <translation>An diesen Raum anpassen…</translation>
    </message>
    <message>
        <source>Record the room without a performance, so that it highlights nothing alone</source>
        <translation>Den Raum ohne Vorführung aufnehmen, damit sein Geräusch nichts hervorhebt</translation>
    </message>
    <message>
        <source>Revert adaptations</source>
        <translation>Anpassungen rückgängig machen</translation>
    </message>
    <message>
        <source>Use the model as it was before it was adapted; undo restores it</source>
        <translation>Das Modell wie vor der Anpassung benutzen; Rückgängig stellt sie wieder her</translation>
    </message>
    <message>
        <source>accordion</source>
        <translation>Akkordeon</translation>
    </message>
    <message>
        <source>aircraft</source>
        <translation>Flugzeug</translation>
    </message>
    <message>
        <source>ambulance</source>
        <translation>Krankenwagen</translation>
    </message>
    <message>
        <source>axe</source>
        <translation>Axt</translation>
    </message>
    <message>
        <source>baby</source>
        <translation>Baby</translation>
    </message>
    <message>
        <source>bagpipes</source>
        <translation>Dudelsack</translation>
    </message>
    <message>
        <source>ball</source>
        <translation>Ball</translation>
    </message>
    <message>
        <source>banjo</source>
        <translation>Banjo</translation>
    </message>
    <message>
        <source>bassoon</source>
        <translation>Fagott</translation>
    </message>
    <message>
        <source>bear</source>
        <translation>Bär</translation>
    </message>
    <message>
        <source>bee</source>
        <translation>Biene</translation>
    </message>
    <message>
        <source>bicycle</source>
        <translation>Fahrrad</translation>
    </message>
    <message>
        <source>bird</source>
        <translation>Vogel</translation>
    </message>
    <message>
        <source>blender</source>
        <translation>Mixer</translation>
    </message>
    <message>
        <source>bongo</source>
        <translation>Bongo</translation>
    </message>
    <message>
        <source>bus</source>
        <translation>Bus</translation>
    </message>
    <message>
        <source>cabasa</source>
        <translation>Cabasa</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>Fotoapparat</translation>
    </message>
    <message>
        <source>cannon</source>
        <translation>Kanone</translation>
    </message>
    <message>
        <source>car</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>cash register</source>
        <translation>Registrierkasse</translation>
    </message>
    <message>
        <source>castanets</source>
        <translation>Kastagnetten</translation>
    </message>
    <message>
        <source>cat</source>
        <translation>Katze</translation>
    </message>
    <message>
        <source>cello</source>
        <translation>Cello</translation>
    </message>
    <message>
        <source>chain saw</source>
        <translation>Kettensäge</translation>
    </message>
    <message>
        <source>chime</source>
        <translation>Klangspiel</translation>
    </message>
    <message>
        <source>church bell</source>
        <translation>Kirchenglocke</translation>
    </message>
    <message>
        <source>clarinet</source>
        <translation>Klarinette</translation>
    </message>
    <message>
        <source>clavichord</source>
        <translation>Clavichord</translation>
    </message>
    <message>
        <source>clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>concertina</source>
        <translation>Konzertina</translation>
    </message>
    <message>
        <source>cow</source>
        <translation>Kuh</translation>
    </message>
    <message>
        <source>cricket</source>
        <translation>Grille</translation>
    </message>
    <message>
        <source>didgeridoo</source>
        <translation>Didgeridoo</translation>
    </message>
    <message>
        <source>dog</source>
        <translation>Hund</translation>
    </message>
    <message>
        <source>donkey</source>
        <translation>Esel</translation>
    </message>
    <message>
        <source>door</source>
        <translation>Tür</translation>
    </message>
    <message>
        <source>double bass</source>
        <translation>Kontrabass</translation>
    </message>
    <message>
        <source>drums</source>
        <translation>Schlagzeug</translation>
    </message>
    <message>
        <source>duck</source>
        <translation>Ente</translation>
    </message>
    <message>
        <source>electric fan</source>
        <translation>Ventilator</translation>
    </message>
    <message>
        <source>electric guitar</source>
        <translation>E-Gitarre</translation>
    </message>
    <message>
        <source>elephant</source>
        <translation>Elefant</translation>
    </message>
    <message>
        <source>euphonium</source>
        <translation>Euphonium</translation>
    </message>
    <message>
        <source>fire</source>
        <translation>Feuer</translation>
    </message>
    <message>
        <source>fire engine</source>
        <translation>Feuerwehrauto</translation>
    </message>
    <message>
        <source>flute</source>
        <translation>Flöte</translation>
    </message>
    <message>
        <source>fly</source>
        <translation>Fliege</translation>
    </message>
    <message>
        <source>fountain</source>
        <translation>Springbrunnen</translation>
    </message>
    <message>
        <source>french horn</source>
        <translation>Waldhorn</translation>
    </message>
    <message>
        <source>frog</source>
        <translation>Frosch</translation>
    </message>
    <message>
        <source>frying pan</source>
        <translation>Bratpfanne</translation>
    </message>
    <message>
        <source>glass</source>
        <translation>Glas</translation>
    </message>
    <message>
        <source>goat</source>
        <translation>Ziege</translation>
    </message>
    <message>
        <source>gong</source>
        <translation>Gong</translation>
    </message>
    <message>
        <source>goose</source>
        <translation>Gans</translation>
    </message>
    <message>
        <source>gramophone</source>
        <translation>Grammofon</translation>
    </message>
    <message>
        <source>guiro</source>
        <translation>Guiro</translation>
    </message>
    <message>
        <source>guitar</source>
        <translation>Gitarre</translation>
    </message>
    <message>
        <source>gun</source>
        <translation>Schusswaffe</translation>
    </message>
    <message>
        <source>hair dryer</source>
        <translation>Haartrockner</translation>
    </message>
    <message>
        <source>hammer</source>
        <translation>Hammer</translation>
    </message>
    <message>
        <source>harmonica</source>
        <translation>Mundharmonika</translation>
    </message>
    <message>
        <source>harp</source>
        <translation>Harfe</translation>
    </message>
    <message>
        <source>helicopter</source>
        <translation>Hubschrauber</translation>
    </message>
    <message>
        <source>hen</source>
        <translation>Henne</translation>
    </message>
    <message>
        <source>horse</source>
        <translation>Pferd</translation>
    </message>
    <message>
        <source>kettle</source>
        <translation>Wasserkessel</translation>
    </message>
    <message>
        <source>knife</source>
        <translation>Messer</translation>
    </message>
    <message>
        <source>laptop keyboard</source>
        <translation>Laptop-Tastatur</translation>
    </message>
    <message>
        <source>lawn mower</source>
        <translation>Rasenmäher</translation>
    </message>
    <message>
        <source>lion</source>
        <translation>Löwe</translation>
    </message>
    <message>
        <source>loudspeaker</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>mandolin</source>
        <translation>Mandoline</translation>
    </message>
    <message>
        <source>maracas</source>
        <translation>Maracas</translation>
    </message>
    <message>
        <source>metronome</source>
        <translation>Metronom</translation>
    </message>
    <message>
        <source>microwave</source>
        <translation>Mikrowelle</translation>
    </message>
    <message>
        <source>monkey</source>
        <translation>Affe</translation>
    </message>
    <message>
        <source>motorboat</source>
        <translation>Motorboot</translation>
    </message>
    <message>
        <source>motorcycle</source>
        <translation>Motorrad</translation>
    </message>
    <message>
        <source>oboe</source>
        <translation>Oboe</translation>
    </message>
    <message>
        <source>ocarina</source>
        <translation>Okarina</translation>
    </message>
    <message>
        <source>organ</source>
        <translation>Orgel</translation>
    </message>
    <message>
        <source>owl</source>
        <translation>Eule</translation>
    </message>
    <message>
        <source>panpipe</source>
        <translation>Panflöte</translation>
    </message>
    <message>
        <source>paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>parrot</source>
        <translation>Papagei</translation>
    </message>
    <message>
        <source>person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>person speaking</source>
        <translation>sprechende Person</translation>
    </message>
    <message>
        <source>piano</source>
        <translation>Klavier</translation>
    </message>
    <message>
        <source>pig</source>
        <translation>Schwein</translation>
    </message>
    <message>
        <source>police car</source>
        <translation>Polizeiauto</translation>
    </message>
    <message>
        <source>power drill</source>
        <translation>Bohrmaschine</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>rodent</source>
        <translation>Nagetier</translation>
    </message>
    <message>
        <source>rooster</source>
        <translation>Hahn</translation>
    </message>
    <message>
        <source>saw</source>
        <translation>Säge</translation>
    </message>
    <message>
        <source>saxophone</source>
        <translation>Saxofon</translation>
    </message>
    <message>
        <source>sewing machine</source>
        <translation>Nähmaschine</translation>
    </message>
    <message>
        <source>sheep</source>
        <translation>Schaf</translation>
    </message>
    <message>
        <source>ship</source>
        <translation>Schiff</translation>
    </message>
    <message>
        <source>singing</source>
        <translation>Gesang</translation>
    </message>
    <message>
        <source>sitar</source>
        <translation>Sitar</translation>
    </message>
    <message>
        <source>snake</source>
        <translation>Schlange</translation>
    </message>
    <message>
        <source>steel drum</source>
        <translation>Steeldrum</translation>
    </message>
    <message>
        <source>tabla</source>
        <translation>Tabla</translation>
    </message>
    <message>
        <source>tambourine</source>
        <translation>Tamburin</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>tennis</source>
        <translation>Tennis</translation>
    </message>
    <message>
        <source>tiger</source>
        <translation>Tiger</translation>
    </message>
    <message>
        <source>toilet</source>
        <translation>Toilette</translation>
    </message>
    <message>
        <source>tractor</source>
        <translation>Traktor</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Zug</translation>
    </message>
    <message>
        <source>trombone</source>
        <translation>Posaune</translation>
    </message>
    <message>
        <source>truck</source>
        <translation>Lastwagen</translation>
    </message>
    <message>
        <source>trumpet</source>
        <translation>Trompete</translation>
    </message>
    <message>
        <source>tuba</source>
        <translation>Tuba</translation>
    </message>
    <message>
        <source>typewriter</source>
        <translation>Schreibmaschine</translation>
    </message>
    <message>
        <source>vacuum cleaner</source>
        <translation>Staubsauger</translation>
    </message>
    <message>
        <source>violin</source>
        <translation>Violine</translation>
    </message>
    <message>
        <source>washing machine</source>
        <translation>Waschmaschine</translation>
    </message>
    <message>
        <source>water</source>
        <translation>Wasser</translation>
    </message>
    <message>
        <source>water tap</source>
        <translation>Wasserhahn</translation>
    </message>
    <message>
        <source>waves</source>
        <translation>Wellen</translation>
    </message>
    <message>
        <source>whale</source>
        <translation>Wal</translation>
    </message>
    <message>
        <source>whistle</source>
        <translation>Pfeife</translation>
    </message>
    <message>
        <source>wolf</source>
        <translation>Wolf</translation>
    </message>
    <message>
        <source>xylophone</source>
        <translation>Xylofon</translation>
    </message>
    <message>
        <source>{title}: {text}</source>
        <translation>{title}: {text}</translation>
    </message>
</context>
</TS>
