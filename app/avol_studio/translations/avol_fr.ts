<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name></name>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation>Couleurs de la fenêtre</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Language of the window, from the next start on</source>
        <translation>Langue de la fenêtre, dès le prochain démarrage</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Size of all text in the window</source>
        <translation>Taille de tous les textes de la fenêtre</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normale</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Grande</translation>
    </message>
    <message>
        <source>Extra large</source>
        <translation>Très grande</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Toutes les commandes</translation>
    </message>
    <message>
        <source>Menus and panels with everything; off: the few that matter most</source>
        <translation>Menus et panneaux complets&#xa0;; désactivé&#xa0;: seulement l’essentiel</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Show map</source>
        <translation>Afficher la carte</translation>
    </message>
    <message>
        <source>Draw the localization map over the image</source>
        <translation>Dessiner la carte de localisation sur l’image</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Affichage</translation>
    </message>
    <message>
        <source>How the map is drawn over the image</source>
        <translation>Manière de dessiner la carte sur l’image</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>Chaleur</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>Contour</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Pic</translation>
    </message>
    <message>
        <source>14 × 14 grid</source>
        <translation>Grille 14 × 14</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>Palette de couleurs</translation>
    </message>
    <message>
        <source>All three increase evenly in brightness; cividis suits colour-blind users</source>
        <translation>Les trois croissent régulièrement en luminosité&#xa0;; cividis convient aux daltoniens</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Opacité</translation>
    </message>
    <message>
        <source>Opacity of the overlay where a source was found</source>
        <translation>Opacité de la carte là où une source a été trouvée</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Seuil</translation>
    </message>
    <message>
        <source>Lowest score that is drawn; at 0, outlines begin at 0.5</source>
        <translation>Score le plus bas qui est dessiné&#xa0;; à 0, les contours commencent à 0,5</translation>
    </message>
    <message>
        <source>Show verdict</source>
        <translation>Afficher le verdict</translation>
    </message>
    <message>
        <source>Show over the image whether a source was found</source>
        <translation>Indiquer sur l’image si une source a été trouvée</translation>
    </message>
    <message>
        <source>Show legend</source>
        <translation>Afficher la légende</translation>
    </message>
    <message>
        <source>Show the colour scale of the scores</source>
        <translation>Afficher l’échelle de couleurs des scores</translation>
    </message>
    <message>
        <source>Temporal smoothing</source>
        <translation>Lissage temporel</translation>
    </message>
    <message>
        <source>Averages the maps during playback; a paused frame always shows its own map</source>
        <translation>Moyenne les cartes pendant la lecture&#xa0;; une image en pause montre toujours sa propre carte</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivé</translation>
    </message>
    <message>
        <source>Light (0.3 s)</source>
        <translation>Léger (0,3 s)</translation>
    </message>
    <message>
        <source>Strong (1 s)</source>
        <translation>Fort (1 s)</translation>
    </message>
    <message>
        <source>Presenter</source>
        <translation>Présentation</translation>
    </message>
    <message>
        <source>Mirror horizontally</source>
        <translation>Miroir horizontal</translation>
    </message>
    <message>
        <source>Mirrors the view; recordings are not mirrored</source>
        <translation>Inverse l’affichage&#xa0;; les enregistrements ne sont pas inversés</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Écran</translation>
    </message>
    <message>
        <source>The screen that presenter mode (F5) uses</source>
        <translation>L’écran du mode présentation (F5)</translation>
    </message>
    <message>
        <source>Second screen, if available</source>
        <translation>Deuxième écran, s’il existe</translation>
    </message>
    <message>
        <source>Same screen as the window</source>
        <translation>Même écran que la fenêtre</translation>
    </message>
    <message>
        <source>Verdict and legend in recordings</source>
        <translation>Verdict et légende dans les enregistrements</translation>
    </message>
    <message>
        <source>Draws both into the recorded video with the map</source>
        <translation>Dessine les deux dans la vidéo enregistrée avec la carte</translation>
    </message>
    <message>
        <source>Keep the last 30 s</source>
        <translation>Garder les 30 dernières secondes</translation>
    </message>
    <message>
        <source>Live video can then be saved afterwards</source>
        <translation>La vidéo en direct peut alors être enregistrée après coup</translation>
    </message>
    <message>
        <source>Play next when finished</source>
        <translation>Lire le fichier suivant</translation>
    </message>
    <message>
        <source>At the end of a file, play the next one of the queue</source>
        <translation>À la fin d’un fichier, lire le suivant de la file</translation>
    </message>
    <message>
        <source>Save power</source>
        <translation>Économiser l’énergie</translation>
    </message>
    <message>
        <source>Show at most 15 frames and 5 maps per second while playing or live, keep as many frames in the replay buffer, and update the panels less often. Paused frames, steps, recordings, export and analysis stay exact.</source>
        <translation>Pendant la lecture et en direct, afficher au plus 15 images et 5 cartes par seconde, garder autant d’images dans le tampon de relecture et actualiser les panneaux moins souvent. Images en pause, pas à pas, enregistrements, export et analyse restent exacts.</translation>
    </message>
    <message>
        <source>Fine maps</source>
        <translation>Cartes fines</translation>
    </message>
    <message>
        <source>Also look at four enlarged parts of each image: small sources are found more often, and each map takes five times as long</source>
        <translation>Analyser aussi quatre parties agrandies de chaque image&#xa0;: les petites sources sont trouvées plus souvent, et chaque carte prend cinq fois plus de temps</translation>
    </message>
    <message>
        <source>Maps per second</source>
        <translation>Cartes par seconde</translation>
    </message>
    <message>
        <source>Fewer maps during playback use less of the processor</source>
        <translation>Moins de cartes pendant la lecture sollicitent moins le processeur</translation>
    </message>
    <message>
        <source>As many as possible</source>
        <translation>Autant que possible</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Direct</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Caméra</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>Caméra réseau</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Microphone</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gain</translation>
    </message>
    <message>
        <source>Centred audio window</source>
        <translation>Fenêtre audio centrée</translation>
    </message>
    <message>
        <source>The audio window lies around the frame, as for files; adds 0.5 s of delay</source>
        <translation>La fenêtre audio entoure l’image, comme pour les fichiers&#xa0;; ajoute 0,5 s de retard</translation>
    </message>
    <message>
        <source>Camera resolution</source>
        <translation>Résolution de la caméra</translation>
    </message>
    <message>
        <source>Requested from the camera, which may deliver another one</source>
        <translation>Demandée à la caméra, qui peut en fournir une autre</translation>
    </message>
    <message>
        <source>Camera frame rate</source>
        <translation>Fréquence d’images de la caméra</translation>
    </message>
    <message>
        <source>Frames per second, requested from the camera</source>
        <translation>Images par seconde, demandées à la caméra</translation>
    </message>
    <message>
        <source>Compressed (MJPG)</source>
        <translation>Compressé (MJPG)</translation>
    </message>
    <message>
        <source>Many webcams need it to reach their full frame rate</source>
        <translation>Beaucoup de webcams en ont besoin pour atteindre leur pleine fréquence</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Frise chronologique</translation>
    </message>
    <message>
        <source>Audio track</source>
        <translation>Piste audio</translation>
    </message>
    <message>
        <source>How the timeline shows the audio</source>
        <translation>Manière dont la frise montre le son</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Forme d’onde</translation>
    </message>
    <message>
        <source>Log-spectrogram</source>
        <translation>Spectrogramme logarithmique</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Masquée</translation>
    </message>
    <message>
        <source>Analyse files when opened</source>
        <translation>Analyser les fichiers à l’ouverture</translation>
    </message>
    <message>
        <source>Compute the map of every frame in the background while playback is paused</source>
        <translation>Calculer la carte de chaque image en arrière-plan pendant que la lecture est en pause</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>Play when opened</source>
        <translation>Lire à l’ouverture</translation>
    </message>
    <message>
        <source>Start playback when a file is opened</source>
        <translation>Commencer la lecture à l’ouverture d’un fichier</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Playback volume of files</source>
        <translation>Volume de lecture des fichiers</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Inference engine; Automatic selects the fastest one on this computer</source>
        <translation>Moteur d’inférence&#xa0;; Automatique choisit le plus rapide sur cet ordinateur</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>CPU, 8-bit</source>
        <translation>CPU, 8 bits</translation>
    </message>
    <message>
        <source>CPU, 32-bit</source>
        <translation>CPU, 32 bits</translation>
    </message>
    <message>
        <source>camera audio</source>
        <translation>son de la caméra</translation>
    </message>
    <message>
        <source>no audio</source>
        <translation>pas de son</translation>
    </message>
    <message>
        <source>default microphone</source>
        <translation>microphone par défaut</translation>
    </message>
    <message>
        <source>“{text}” is not the address of a network camera; use rtsp://host:port/path or http://host:port/path.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas l’adresse d’une caméra réseau&#xa0;; utiliser rtsp://hote:port/chemin ou http://hote:port/chemin.</translation>
    </message>
    <message>
        <source>“{text}” is not a size; use WIDTHxHEIGHT, such as 1280x720.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas une taille&#xa0;; utiliser LARGEURxHAUTEUR, par exemple 1280x720.</translation>
    </message>
    <message>
        <source>Unexpected error: {name}. You can continue. Log: {log}</source>
        <translation>Erreur inattendue&#xa0;: {name}. Il est possible de continuer. Journal&#xa0;: {log}</translation>
    </message>
    <message>
        <source>A background task failed</source>
        <translation>Une tâche en arrière-plan a échoué</translation>
    </message>
    <message>
        <source>see the log</source>
        <translation>voir le journal</translation>
    </message>
    <message>
        <source>{name} failed ({error}); see the log.</source>
        <translation>{name} a échoué ({error})&#xa0;; voir le journal.</translation>
    </message>
    <message>
        <source>playback continues without audio</source>
        <translation>la lecture continue sans son</translation>
    </message>
    <message>
        <source>No audio output can be opened, so {CONSEQUENCE}; connect a device, or close the program that uses it.</source>
        <translation>Aucune sortie audio ne peut être ouverte, donc {CONSEQUENCE}&#xa0;; brancher un appareil ou fermer le programme qui l’utilise.</translation>
    </message>
    <message>
        <source>The audio output has stalled, so playback continues without audio; check the device. AVOL retries.</source>
        <translation>La sortie audio est bloquée, la lecture continue donc sans son&#xa0;; vérifier l’appareil. AVOL réessaie.</translation>
    </message>
    <message>
        <source>The audio failed ({error}), so playback continues without it.</source>
        <translation>Le son a échoué ({error}), la lecture continue donc sans lui.</translation>
    </message>
    <message>
        <source>clap your hands three times, slowly, in the centre of the image, and try again.</source>
        <translation>frapper trois fois lentement dans les mains, au centre de l’image, et réessayer.</translation>
    </message>
    <message>
        <source>No clap found in the audio; {REMEDY}</source>
        <translation>Aucun claquement trouvé dans le son&#xa0;; {REMEDY}</translation>
    </message>
    <message>
        <source>No clap found in the video; {REMEDY}</source>
        <translation>Aucun claquement trouvé dans la vidéo&#xa0;; {REMEDY}</translation>
    </message>
    <message>
        <source>The claps in audio and video do not match; {REMEDY}</source>
        <translation>Les claquements du son et de la vidéo ne concordent pas&#xa0;; {REMEDY}</translation>
    </message>
    <message>
        <source>The PortAudio library is missing, so {consequence}; install it (Debian: libportaudio2) and restart AVOL.</source>
        <translation>La bibliothèque PortAudio manque, donc {consequence}&#xa0;; l’installer (Debian&#xa0;: libportaudio2) et redémarrer AVOL.</translation>
    </message>
    <message>
        <source>The audio system does not respond ({error}), so {consequence}; check the audio devices, or restart the audio system.</source>
        <translation>Le système audio ne répond pas ({error}), donc {consequence}&#xa0;; vérifier les appareils audio ou redémarrer le système audio.</translation>
    </message>
    <message>
        <source>The {title} failed ({error}); AVOL retries.</source>
        <translation>{title}&#xa0;: échec ({error})&#xa0;; AVOL réessaie.</translation>
    </message>
    <message>
        <source>there is no audio</source>
        <translation>il n’y a pas de son</translation>
    </message>
    <message>
        <source>No microphone found, so {CONSEQUENCE}; connect one.</source>
        <translation>Aucun microphone trouvé, donc {CONSEQUENCE}&#xa0;; en brancher un.</translation>
    </message>
    <message>
        <source>There is no microphone “{name}”; connect it, or choose one of: {known}.</source>
        <translation>Il n’y a pas de microphone «&#xa0;{name}&#xa0;»&#xa0;; le brancher ou en choisir un parmi&#xa0;: {known}.</translation>
    </message>
    <message>
        <source>{title} cannot be opened; close the program that uses it, or allow AVOL to use the microphone in the system settings.</source>
        <translation>{title} ne peut pas être ouvert&#xa0;; fermer le programme qui l’utilise ou autoriser AVOL à utiliser le microphone dans les réglages du système.</translation>
    </message>
    <message>
        <source>No audio from the microphone {name}; check its cable. AVOL retries.</source>
        <translation>Aucun son du microphone {name}&#xa0;; vérifier son câble. AVOL réessaie.</translation>
    </message>
    <message>
        <source>The microphone “{name}”</source>
        <translation>Le microphone «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>The default microphone</source>
        <translation>Le microphone par défaut</translation>
    </message>
    <message>
        <source>{name} sends no video; check the address.</source>
        <translation>{name} n’envoie pas de vidéo&#xa0;; vérifier l’adresse.</translation>
    </message>
    <message>
        <source>{name} has closed the connection. AVOL reconnects.</source>
        <translation>{name} a fermé la connexion. AVOL se reconnecte.</translation>
    </message>
    <message>
        <source>{name} does not respond; check its network. AVOL reconnects.</source>
        <translation>{name} ne répond pas&#xa0;; vérifier son réseau. AVOL se reconnecte.</translation>
    </message>
    <message>
        <source>The screen cannot be captured; allow it in the system settings.</source>
        <translation>L’écran ne peut pas être capturé&#xa0;; l’autoriser dans les réglages du système.</translation>
    </message>
    <message>
        <source>{name} requires a password; enter it as …://name:password@host/…</source>
        <translation>{name} exige un mot de passe&#xa0;; le saisir sous la forme …://nom:motdepasse@hote/…</translation>
    </message>
    <message>
        <source>{name} has no stream at this path; check the address.</source>
        <translation>{name} n’a pas de flux à ce chemin&#xa0;; vérifier l’adresse.</translation>
    </message>
    <message>
        <source>{name} does not send video; check the address.</source>
        <translation>{name} n’envoie pas de vidéo&#xa0;; vérifier l’adresse.</translation>
    </message>
    <message>
        <source>{name} does not respond; check the address, and that both are on the same network.</source>
        <translation>{name} ne répond pas&#xa0;; vérifier l’adresse, et que les deux sont sur le même réseau.</translation>
    </message>
    <message>
        <source>No camera found; connect one, or use the address of a network camera or a file.</source>
        <translation>Aucune caméra trouvée&#xa0;; en brancher une, ou utiliser l’adresse d’une caméra réseau ou un fichier.</translation>
    </message>
    <message>
        <source>There is no camera “{name}”; connect it, or choose one of: {known}.</source>
        <translation>Il n’y a pas de caméra «&#xa0;{name}&#xa0;»&#xa0;; la brancher ou en choisir une parmi&#xa0;: {known}.</translation>
    </message>
    <message>
        <source>{name} cannot be opened; close the program that uses it, or allow AVOL to use the camera in the system settings.</source>
        <translation>{name} ne peut pas être ouverte&#xa0;; fermer le programme qui l’utilise ou autoriser AVOL à utiliser la caméra dans les réglages du système.</translation>
    </message>
    <message>
        <source>No video from {name}; check its cable. AVOL retries.</source>
        <translation>Pas de vidéo de {name}&#xa0;; vérifier son câble. AVOL réessaie.</translation>
    </message>
    <message>
        <source>The camera “{name}” is not connected; connect it again.</source>
        <translation>La caméra «&#xa0;{name}&#xa0;» n’est pas branchée&#xa0;; la rebrancher.</translation>
    </message>
    <message>
        <source>You may not use {name}; run “sudo usermod -aG video $USER” and log in again.</source>
        <translation>L’accès à {name} est refusé&#xa0;; exécuter «&#xa0;sudo usermod -aG video $USER&#xa0;» et se reconnecter.</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened ({error}); try another file.</source>
        <translation>«&#xa0;{name}&#xa0;» ne peut pas être ouvert ({error})&#xa0;; essayer un autre fichier.</translation>
    </message>
    <message>
        <source>“{name}” cannot be read here ({error}); seek to another time.</source>
        <translation>«&#xa0;{name}&#xa0;» ne peut pas être lu ici ({error})&#xa0;; aller à un autre moment.</translation>
    </message>
    <message>
        <source>The image of {title} is black: check lens cap, shutter, lighting.</source>
        <translation>L’image de {title} est noire&#xa0;: vérifier le cache, l’obturateur et l’éclairage.</translation>
    </message>
    <message>
        <source>{title} has frozen; AVOL reopens it.</source>
        <translation>{title} est figée&#xa0;; AVOL la rouvre.</translation>
    </message>
    <message>
        <source>{title} sends identical frames; check the camera.</source>
        <translation>{title} envoie toujours la même image&#xa0;; vérifier la caméra.</translation>
    </message>
    <message>
        <source>The image of {title} is now {shape} × {shape2}.</source>
        <translation>L’image de {title} mesure maintenant {shape} × {shape2}.</translation>
    </message>
    <message>
        <source>The map could not be computed ({error}); choose another model.</source>
        <translation>La carte n’a pas pu être calculée ({error})&#xa0;; choisir un autre modèle.</translation>
    </message>
    <message>
        <source>The model could not be loaded ({error}); choose another model.</source>
        <translation>Le modèle n’a pas pu être chargé ({error})&#xa0;; choisir un autre modèle.</translation>
    </message>
    <message>
        <source>{engine} has failed or run out of memory; {engine_name} replaces it.</source>
        <translation>{engine} a échoué ou manque de mémoire&#xa0;; {engine_name} le remplace.</translation>
    </message>
    <message>
        <source>No video from {}; retrying.</source>
        <translation>Pas de vidéo de {}&#xa0;; nouvel essai.</translation>
    </message>
    <message>
        <source>No audio for 3 s: unmute the microphone, allow AVOL to use it, or increase the gain.</source>
        <translation>Pas de son depuis 3 s&#xa0;: réactiver le microphone, autoriser AVOL à l’utiliser ou augmenter le gain.</translation>
    </message>
    <message>
        <source>No audio from {} for 3 s: unmute the camera, or choose another microphone.</source>
        <translation>Pas de son de {} depuis 3 s&#xa0;: réactiver le son de la caméra ou choisir un autre microphone.</translation>
    </message>
    <message>
        <source>{value} is back.</source>
        <translation>{value} est de retour.</translation>
    </message>
    <message>
        <source>The audio output does not start, so playback continues without it; check the device.</source>
        <translation>La sortie audio ne démarre pas, la lecture continue donc sans elle&#xa0;; vérifier l’appareil.</translation>
    </message>
    <message>
        <source>The audio output is back.</source>
        <translation>La sortie audio est de retour.</translation>
    </message>
    <message>
        <source>The maps cannot be stored ({cause}); free disk space and analyse again.</source>
        <translation>Les cartes ne peuvent pas être enregistrées ({cause})&#xa0;; libérer de l’espace et relancer l’analyse.</translation>
    </message>
    <message>
        <source>“{name}” cannot be analysed ({error}); try another model.</source>
        <translation>«&#xa0;{name}&#xa0;» ne peut pas être analysé ({error})&#xa0;; essayer un autre modèle.</translation>
    </message>
    <message>
        <source>The markers</source>
        <translation>Les marqueurs</translation>
    </message>
    <message>
        <source>Add marker</source>
        <translation>Ajouter un marqueur</translation>
    </message>
    <message>
        <source>Remove marker</source>
        <translation>Supprimer le marqueur</translation>
    </message>
    <message>
        <source>The markers cannot be saved on this disk; free some space.</source>
        <translation>Les marqueurs ne peuvent pas être enregistrés sur ce disque&#xa0;; libérer de l’espace.</translation>
    </message>
    <message>
        <source>Pause to annotate a frame</source>
        <translation>Mettre en pause pour annoter une image</translation>
    </message>
    <message>
        <source>Label box</source>
        <translation>Nommer le cadre</translation>
    </message>
    <message>
        <source>Label sound</source>
        <translation>Nommer le son</translation>
    </message>
    <message>
        <source>Change box</source>
        <translation>Modifier le cadre</translation>
    </message>
    <message>
        <source>Box marked as sounding</source>
        <translation>Cadre marqué comme sonore</translation>
    </message>
    <message>
        <source>Box marked as silent</source>
        <translation>Cadre marqué comme silencieux</translation>
    </message>
    <message>
        <source>Mark as no source</source>
        <translation>Marquer «&#xa0;aucune source&#xa0;»</translation>
    </message>
    <message>
        <source>Unmark as no source</source>
        <translation>Retirer «&#xa0;aucune source&#xa0;»</translation>
    </message>
    <message>
        <source>Frame marked as no source</source>
        <translation>Image marquée «&#xa0;aucune source&#xa0;»</translation>
    </message>
    <message>
        <source>No-source mark removed</source>
        <translation>Marque «&#xa0;aucune source&#xa0;» retirée</translation>
    </message>
    <message>
        <source>Delete box</source>
        <translation>Supprimer le cadre</translation>
    </message>
    <message>
        <source>Box deleted</source>
        <translation>Cadre supprimé</translation>
    </message>
    <message>
        <source>Delete boxes</source>
        <translation>Supprimer les cadres</translation>
    </message>
    <message>
        <source>Boxes deleted</source>
        <translation>Cadres supprimés</translation>
    </message>
    <message>
        <source>The next frame is already annotated</source>
        <translation>L’image suivante est déjà annotée</translation>
    </message>
    <message>
        <source>Copy boxes</source>
        <translation>Copier les cadres</translation>
    </message>
    <message>
        <source>Boxes copied to the next frame</source>
        <translation>Cadres copiés dans l’image suivante</translation>
    </message>
    <message>
        <source>No annotated frame before this one</source>
        <translation>Aucune image annotée avant celle-ci</translation>
    </message>
    <message>
        <source>Boxes copied from the previous annotated frame</source>
        <translation>Cadres copiés depuis l’image annotée précédente</translation>
    </message>
    <message>
        <source>Draw boxes in a frame before and in a frame after this one</source>
        <translation>Dessiner des cadres dans une image avant et une image après celle-ci</translation>
    </message>
    <message>
        <source>No object is in both annotated frames</source>
        <translation>Aucun objet n’est dans les deux images annotées</translation>
    </message>
    <message>
        <source>Interpolate boxes</source>
        <translation>Interpoler les cadres</translation>
    </message>
    <message numerus="yes">
        <source>Interpolated %n frames</source>
        <translation>
            <numerusform>%n image interpolée</numerusform>
            <numerusform>%n images interpolées</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw box</source>
        <translation>Dessiner un cadre</translation>
    </message>
    <message>
        <source>Move box</source>
        <translation>Déplacer le cadre</translation>
    </message>
    <message>
        <source>The boxes</source>
        <translation>Les cadres</translation>
    </message>
    <message>
        <source>The boxes cannot be saved on this disk; free some space, or export them.</source>
        <translation>Les cadres ne peuvent pas être enregistrés sur ce disque&#xa0;; libérer de l’espace ou les exporter.</translation>
    </message>
    <message>
        <source>No frame has a sounding box or “no source”; annotate one first.</source>
        <translation>Aucune image n’a de cadre sonore ni «&#xa0;aucune source&#xa0;»&#xa0;; en annoter une d’abord.</translation>
    </message>
    <message>
        <source>“{name}” has no row for “{name2}” with its own sound; open the video of its rows, or correct the file names in it.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas de ligne pour «&#xa0;{name2}&#xa0;» avec son propre son&#xa0;; ouvrir la vidéo de ses lignes ou corriger les noms de fichiers.</translation>
    </message>
    <message>
        <source>Silent audio</source>
        <translation>Son muet</translation>
    </message>
    <message>
        <source>Image only</source>
        <translation>Image seule</translation>
    </message>
    <message>
        <source>Default weights</source>
        <translation>Poids par défaut</translation>
    </message>
    <message>
        <source>“{name}” is already compared.</source>
        <translation>«&#xa0;{name}&#xa0;» est déjà comparé.</translation>
    </message>
    <message>
        <source>{MAX_MODELS} models are already compared; remove one to add “{name}”.</source>
        <translation>{MAX_MODELS} modèles sont déjà comparés&#xa0;; en retirer un pour ajouter «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>{name} cannot be used ({error}); choose another model.</source>
        <translation>{name} ne peut pas être utilisé ({error})&#xa0;; choisir un autre modèle.</translation>
    </message>
    <message>
        <source>The maps are those on screen ({note}), not those of the file as it is.</source>
        <translation>Les cartes sont celles de l’écran ({note}), non celles du fichier tel quel.</translation>
    </message>
    <message>
        <source>“{name}” could not be exported</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas pu être exporté</translation>
    </message>
    <message>
        <source>export a part of the file</source>
        <translation>exporter une partie du fichier</translation>
    </message>
    <message>
        <source>The export was cancelled; its files were removed.</source>
        <translation>L’exportation a été annulée&#xa0;; ses fichiers ont été supprimés.</translation>
    </message>
    <message>
        <source>Saved in {folder}.</source>
        <translation>Enregistré dans {folder}.</translation>
    </message>
    <message>
        <source>The image was not saved</source>
        <translation>L’image n’a pas été enregistrée</translation>
    </message>
    <message>
        <source>Saved {name}.png to {folder}.</source>
        <translation>{name}.png enregistré dans {folder}.</translation>
    </message>
    <message>
        <source>an AVOL project</source>
        <translation>un projet AVOL</translation>
    </message>
    <message>
        <source>“{name}” is from a newer AVOL; update AVOL to open it.</source>
        <translation>«&#xa0;{name}&#xa0;» vient d’un AVOL plus récent&#xa0;; mettre AVOL à jour pour l’ouvrir.</translation>
    </message>
    <message>
        <source>“{folder}” was not written by AVOL; move it and try again.</source>
        <translation>«&#xa0;{folder}&#xa0;» n’a pas été écrit par AVOL&#xa0;; le déplacer et réessayer.</translation>
    </message>
    <message>
        <source>Rendering of {name} was cancelled; the recording is complete.</source>
        <translation>Le rendu de {name} a été annulé&#xa0;; l’enregistrement est complet.</translation>
    </message>
    <message>
        <source>The recording stopped ({error}); start a new one.</source>
        <translation>L’enregistrement s’est arrêté ({error})&#xa0;; en démarrer un nouveau.</translation>
    </message>
    <message>
        <source>The last seconds are not kept ({error}); record instead.</source>
        <translation>Les dernières secondes ne sont pas gardées ({error})&#xa0;; enregistrer à la place.</translation>
    </message>
    <message>
        <source>The replay buffer is empty; wait until video was live for a second.</source>
        <translation>Le tampon de relecture est vide&#xa0;; attendre une seconde de vidéo en direct.</translation>
    </message>
    <message>
        <source>Nothing was recorded because no frame arrived; check the camera.</source>
        <translation>Rien n’a été enregistré car aucune image n’est arrivée&#xa0;; vérifier la caméra.</translation>
    </message>
    <message>
        <source>The disk is full and the recording stopped; the recorded part is in {}.</source>
        <translation>Le disque est plein et l’enregistrement s’est arrêté&#xa0;; la partie enregistrée est dans {}.</translation>
    </message>
    <message>
        <source>The disk is full and nothing can be recorded into {}; free some space.</source>
        <translation>Le disque est plein et rien ne peut être enregistré dans {}&#xa0;; libérer de l’espace.</translation>
    </message>
    <message>
        <source>The disk is full, so “{path}” cannot be created; free some space.</source>
        <translation>Le disque est plein, «&#xa0;{path}&#xa0;» ne peut pas être créé&#xa0;; libérer de l’espace.</translation>
    </message>
    <message>
        <source>“{path}” is not writable ({cause}); choose another folder.</source>
        <translation>«&#xa0;{path}&#xa0;» n’est pas accessible en écriture ({cause})&#xa0;; choisir un autre dossier.</translation>
    </message>
    <message>
        <source>The recording in {folder} is in use by another AVOL; wait until it is finished.</source>
        <translation>L’enregistrement dans {folder} est utilisé par un autre AVOL&#xa0;; attendre qu’il ait fini.</translation>
    </message>
    <message>
        <source>Recording stopped</source>
        <translation>Enregistrement arrêté</translation>
    </message>
    <message>
        <source>Starting to record</source>
        <translation>Début de l’enregistrement</translation>
    </message>
    <message>
        <source>The replay buffer is off; switch it on in the settings.</source>
        <translation>Le tampon de relecture est désactivé&#xa0;; l’activer dans les réglages.</translation>
    </message>
    <message>
        <source>Saving the last {seconds} s</source>
        <translation>Enregistrement des {seconds} dernières secondes</translation>
    </message>
    <message>
        <source>the last {seconds} s</source>
        <translation>les {seconds} dernières secondes</translation>
    </message>
    <message>
        <source>video, table and maps</source>
        <translation>vidéo, tableau et cartes</translation>
    </message>
    <message>
        <source>Saved {what} in {folder}.</source>
        <translation>Enregistré dans {folder}&#xa0;: {what}.</translation>
    </message>
    <message>
        <source>Some maps belong to another sound or an altered input; the overlay video says so.</source>
        <translation>Certaines cartes appartiennent à un autre son ou à une entrée modifiée&#xa0;; la vidéo avec carte l’indique.</translation>
    </message>
    <message numerus="yes">
        <source>Recovered %n interrupted recordings in {folder}.</source>
        <translation>
            <numerusform>Un enregistrement interrompu récupéré dans {folder}.</numerusform>
            <numerusform>%n enregistrements interrompus récupérés dans {folder}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{error} The recording itself is in {folder}.</source>
        <translation>{error} L’enregistrement lui-même est dans {folder}.</translation>
    </message>
    <message>
        <source>The overlay video failed ({error}); the recording itself is in {folder}.</source>
        <translation>La vidéo avec carte a échoué ({error})&#xa0;; l’enregistrement lui-même est dans {folder}.</translation>
    </message>
    <message>
        <source>“{name}” could not be loaded</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas pu être chargé</translation>
    </message>
    <message>
        <source>choose another sound</source>
        <translation>choisir un autre son</translation>
    </message>
    <message>
        <source>{name} is already pinned.</source>
        <translation>{name} est déjà épinglé.</translation>
    </message>
    <message>
        <source>{MAX_PINNED} sounds are pinned; remove one to pin {name}.</source>
        <translation>{MAX_PINNED} sons sont épinglés&#xa0;; en retirer un pour épingler {name}.</translation>
    </message>
    <message>
        <source>Silence test</source>
        <translation>Test du silence</translation>
    </message>
    <message>
        <source>Original audio</source>
        <translation>Son d’origine</translation>
    </message>
    <message>
        <source>The attribution process ended, perhaps out of memory; query the region again.</source>
        <translation>Le processus d’attribution s’est arrêté, peut-être par manque de mémoire&#xa0;; interroger de nouveau la région.</translation>
    </message>
    <message>
        <source>The audio of “{name}” cannot be analysed ({error}); try another model.</source>
        <translation>Le son de «&#xa0;{name}&#xa0;» ne peut pas être analysé ({error})&#xa0;; essayer un autre modèle.</translation>
    </message>
    <message>
        <source>“{name}” could not be played</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas pu être lu</translation>
    </message>
    <message>
        <source>open it in the player</source>
        <translation>l’ouvrir dans le lecteur</translation>
    </message>
    <message>
        <source>The library task failed</source>
        <translation>La tâche de la bibliothèque a échoué</translation>
    </message>
    <message>
        <source>try another library</source>
        <translation>essayer une autre bibliothèque</translation>
    </message>
    <message>
        <source>Indexing {name}</source>
        <translation>Indexation de {name}</translation>
    </message>
    <message>
        <source>Evaluating the library</source>
        <translation>Évaluation de la bibliothèque</translation>
    </message>
    <message>
        <source>Computing the library map</source>
        <translation>Calcul de la carte de la bibliothèque</translation>
    </message>
    <message>
        <source>Computing the library map of L3-Net</source>
        <translation>Calcul de la carte de la bibliothèque avec L3-Net</translation>
    </message>
    <message numerus="yes">
        <source>%n other files could not be indexed.</source>
        <translation>
            <numerusform>%n autre fichier n’a pas pu être indexé.</numerusform>
            <numerusform>%n autres fichiers n’ont pas pu être indexés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n fichier</numerusform>
            <numerusform>%n fichiers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n segments</source>
        <translation>
            <numerusform>%n segment</numerusform>
            <numerusform>%n segments</numerusform>
        </translation>
    </message>
    <message>
        <source>{files} added to the library ({segments}).</source>
        <translation>Ajouté à la bibliothèque&#xa0;: {files} ({segments}).</translation>
    </message>
    <message>
        <source>The search failed ({error}); choose another library.</source>
        <translation>La recherche a échoué ({error})&#xa0;; choisir une autre bibliothèque.</translation>
    </message>
    <message>
        <source>Searching with A to B</source>
        <translation>Recherche avec A à B</translation>
    </message>
    <message>
        <source>Searching with the current frame</source>
        <translation>Recherche avec l’image actuelle</translation>
    </message>
    <message>
        <source>“{name}” does not exist any more; add the folder that contains it.</source>
        <translation>«&#xa0;{name}&#xa0;» n’existe plus&#xa0;; ajouter le dossier qui le contient.</translation>
    </message>
    <message>
        <source>Adding to My library; the menu Tools has the sample library.</source>
        <translation>Ajout à Ma bibliothèque&#xa0;; le menu Outils propose la bibliothèque d’exemple.</translation>
    </message>
    <message>
        <source>Pointing</source>
        <translation>Pointage</translation>
    </message>
    <message>
        <source>The best cell of the map lies in a box</source>
        <translation>La meilleure cellule de la carte est dans un cadre</translation>
    </message>
    <message>
        <source>Fraction of frames with an overlap of 0.5 or more, with the brighter half of the image selected; boxes under a quarter of the image cannot reach it</source>
        <translation>Part des images avec un recouvrement d’au moins 0,5, la moitié la plus claire de l’image étant sélectionnée&#xa0;; les cadres de moins d’un quart de l’image ne peuvent pas l’atteindre</translation>
    </message>
    <message>
        <source>Area under the curve of cIoU over thresholds from 0 to 1</source>
        <translation>Aire sous la courbe de cIoU pour des seuils de 0 à 1</translation>
    </message>
    <message>
        <source>This map</source>
        <translation>Cette carte</translation>
    </message>
    <message>
        <source>The current model</source>
        <translation>Le modèle actuel</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Centre</translation>
    </message>
    <message>
        <source>Centre baseline: always predicts the image centre</source>
        <translation>Référence centrale&#xa0;: prédit toujours le centre de l’image</translation>
    </message>
    <message>
        <source>Pause, choose “Draw boxes” and drag a box around the sound source.</source>
        <translation>Mettre en pause, choisir «&#xa0;Dessiner des cadres&#xa0;» et tracer un cadre autour de la source sonore.</translation>
    </message>
    <message>
        <source>Label of the box</source>
        <translation>Nom du cadre</translation>
    </message>
    <message>
        <source>Label, e.g. violin</source>
        <translation>Nom, p. ex. violon</translation>
    </message>
    <message numerus="yes">
        <source>%n frames annotated</source>
        <translation>
            <numerusform>%n image annotée</numerusform>
            <numerusform>%n images annotées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>no match in {rejected} of %n frames without source</source>
        <translation>
            <numerusform>aucune correspondance dans {rejected} image sans source sur %n</numerusform>
            <numerusform>aucune correspondance dans {rejected} images sans source sur %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not localized yet</source>
        <translation>
            <numerusform>%n pas encore localisée</numerusform>
            <numerusform>%n pas encore localisées</numerusform>
        </translation>
    </message>
    <message>
        <source>Boxes on the image</source>
        <translation>Cadres sur l’image</translation>
    </message>
    <message>
        <source>not evaluated yet</source>
        <translation>pas encore évaluée</translation>
    </message>
    <message>
        <source>correct</source>
        <translation>correct</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>faux</translation>
    </message>
    <message>
        <source>wrong: {}</source>
        <translation>faux&#xa0;: {}</translation>
    </message>
    <message>
        <source>{description}: {verdict}. Click to go there.</source>
        <translation>{description}&#xa0;: {verdict}. Cliquer pour y aller.</translation>
    </message>
    <message>
        <source>Annotated frames</source>
        <translation>Images annotées</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Édition</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>Analyse</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Outils</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Panneaux</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Boucle</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Aller à</translation>
    </message>
    <message>
        <source>Query region</source>
        <translation>Interroger une région</translation>
    </message>
    <message>
        <source>Replace audio</source>
        <translation>Remplacer le son</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Annotation</source>
        <translation>Annotation</translation>
    </message>
    <message>
        <source>Taught classes</source>
        <translation>Classes apprises</translation>
    </message>
    <message>
        <source> or </source>
        <translation> ou </translation>
    </message>
    <message>
        <source>Not possible at the moment</source>
        <translation>Impossible pour le moment</translation>
    </message>
    <message>
        <source>Open a file or a camera first</source>
        <translation>Ouvrir d’abord un fichier ou une caméra</translation>
    </message>
    <message>
        <source>Open a file first</source>
        <translation>Ouvrir d’abord un fichier</translation>
    </message>
    <message>
        <source>Open a camera first</source>
        <translation>Ouvrir d’abord une caméra</translation>
    </message>
    <message>
        <source>load video movie clip import picture</source>
        <translation>charger vidéo film clip importer image</translation>
    </message>
    <message>
        <source>picture photo audio wav combine swap</source>
        <translation>photo image audio wav combiner</translation>
    </message>
    <message>
        <source>example sample tutorial try</source>
        <translation>exemple échantillon tutoriel essayer</translation>
    </message>
    <message>
        <source>screenshot capture grab heatmap png picture photo frame</source>
        <translation>capture d’écran instantané heatmap png photo image</translation>
    </message>
    <message>
        <source>screenshot capture grab png picture photo frame original</source>
        <translation>capture d’écran instantané png photo image originale</translation>
    </message>
    <message>
        <source>capture grab print screen png picture interface</source>
        <translation>capture d’écran imprimer png interface</translation>
    </message>
    <message>
        <source>eject stop unload</source>
        <translation>éjecter arrêter décharger</translation>
    </message>
    <message>
        <source>exit leave</source>
        <translation>sortir fermer</translation>
    </message>
    <message>
        <source>preferences options configuration language theme</source>
        <translation>préférences options configuration langue</translation>
    </message>
    <message>
        <source>keys hotkeys keyboard keymap customize bindings</source>
        <translation>touches raccourcis clavier personnaliser</translation>
    </message>
    <message>
        <source>render save movie film heatmap overlay burn in subtitles mp4</source>
        <translation>rendu enregistrer film heatmap sous-titres incruster mp4</translation>
    </message>
    <message>
        <source>table spreadsheet excel numpy data scores heatmap</source>
        <translation>tableau tableur excel numpy données scores heatmap</translation>
    </message>
    <message>
        <source>reveal explorer finder directory</source>
        <translation>explorateur répertoire gestionnaire de fichiers</translation>
    </message>
    <message>
        <source>abort stop</source>
        <translation>abandonner arrêter</translation>
    </message>
    <message>
        <source>session workspace load</source>
        <translation>session espace de travail charger</translation>
    </message>
    <message>
        <source>session workspace store keep</source>
        <translation>session espace de travail sauvegarder</translation>
    </message>
    <message>
        <source>revert back</source>
        <translation>revenir retour</translation>
    </message>
    <message>
        <source>repeat again</source>
        <translation>répéter encore</translation>
    </message>
    <message>
        <source>bookmark chapter flag cue</source>
        <translation>signet chapitre repère</translation>
    </message>
    <message>
        <source>bookmark chapter delete</source>
        <translation>signet chapitre effacer</translation>
    </message>
    <message>
        <source>pause resume stop freeze start</source>
        <translation>pause reprendre arrêt figer démarrer</translation>
    </message>
    <message>
        <source>single frame advance</source>
        <translation>image par image avancer</translation>
    </message>
    <message>
        <source>single frame reverse</source>
        <translation>image par image reculer</translation>
    </message>
    <message>
        <source>slow motion rate tempo</source>
        <translation>ralenti vitesse tempo</translation>
    </message>
    <message>
        <source>fast forward rate tempo</source>
        <translation>avance rapide vitesse tempo</translation>
    </message>
    <message>
        <source>reset rate tempo</source>
        <translation>réinitialiser vitesse tempo</translation>
    </message>
    <message>
        <source>repeat cycle</source>
        <translation>répéter cycle</translation>
    </message>
    <message>
        <source>repeat in point start selection trim</source>
        <translation>répéter début sélection couper</translation>
    </message>
    <message>
        <source>repeat out point end selection trim</source>
        <translation>répéter fin sélection couper</translation>
    </message>
    <message>
        <source>seek jump timecode position</source>
        <translation>aller position timecode chercher</translation>
    </message>
    <message>
        <source>beginning first rewind</source>
        <translation>début rembobiner</translation>
    </message>
    <message>
        <source>silent quiet unmute loudspeaker volume</source>
        <translation>muet silencieux haut-parleur volume</translation>
    </message>
    <message>
        <source>louder loudness</source>
        <translation>plus fort</translation>
    </message>
    <message>
        <source>quieter softer loudness</source>
        <translation>moins fort</translation>
    </message>
    <message>
        <source>heatmap toggle hide localization saliency</source>
        <translation>heatmap masquer localisation surimpression</translation>
    </message>
    <message>
        <source>heatmap style display mode</source>
        <translation>heatmap style mode</translation>
    </message>
    <message>
        <source>heatmap colours overlay</source>
        <translation>heatmap couleurs surimpression</translation>
    </message>
    <message>
        <source>outline edge border</source>
        <translation>contour bord silhouette</translation>
    </message>
    <message>
        <source>maximum point cross best</source>
        <translation>maximum point croix meilleur</translation>
    </message>
    <message>
        <source>numbers values scores cells table</source>
        <translation>nombres valeurs cellules tableau</translation>
    </message>
    <message>
        <source>palette colors inferno viridis cividis colour blind</source>
        <translation>palette couleurs inferno viridis cividis daltonien</translation>
    </message>
    <message>
        <source>transparency alpha stronger heatmap</source>
        <translation>transparence alpha plus heatmap</translation>
    </message>
    <message>
        <source>transparency alpha weaker heatmap</source>
        <translation>transparence alpha moins heatmap</translation>
    </message>
    <message>
        <source>cutoff sensitivity</source>
        <translation>limite sensibilité</translation>
    </message>
    <message>
        <source>flicker average temporal filter</source>
        <translation>scintillement moyenne filtre</translation>
    </message>
    <message>
        <source>deaf mute bias check without audio</source>
        <translation>sourd muet biais sans son</translation>
    </message>
    <message>
        <source>fullscreen maximize big</source>
        <translation>plein écran agrandir</translation>
    </message>
    <message>
        <source>fullscreen stage projector beamer slideshow audience</source>
        <translation>plein écran scène projecteur public diaporama</translation>
    </message>
    <message>
        <source>sidebar dock hide</source>
        <translation>barre latérale masquer</translation>
    </message>
    <message>
        <source>flip selfie reverse horizontal</source>
        <translation>retourner selfie inverser</translation>
    </message>
    <message>
        <source>fps performance debug osd stats drops</source>
        <translation>fps performances débogage statistiques</translation>
    </message>
    <message>
        <source>simple expert advanced beginner mode menus</source>
        <translation>simple expert avancé débutant mode menus</translation>
    </message>
    <message>
        <source>night theme colours appearance</source>
        <translation>nuit couleurs apparence</translation>
    </message>
    <message>
        <source>day bright theme colours appearance</source>
        <translation>jour clair couleurs apparence</translation>
    </message>
    <message>
        <source>webcam capture device stream</source>
        <translation>webcam capture appareil flux</translation>
    </message>
    <message>
        <source>rtsp ip phone webcam url stream</source>
        <translation>rtsp ip téléphone webcam url flux</translation>
    </message>
    <message>
        <source>desktop monitor record share</source>
        <translation>bureau moniteur capturer partager</translation>
    </message>
    <message>
        <source>fake virtual webcam loop</source>
        <translation>webcam virtuelle boucle</translation>
    </message>
    <message>
        <source>sync synchronise delay latency calibrate</source>
        <translation>synchroniser retard latence calibrer</translation>
    </message>
    <message>
        <source>sync synchronise delay latency audio</source>
        <translation>synchroniser retard latence son</translation>
    </message>
    <message>
        <source>recording capture save webcam video stop</source>
        <translation>enregistrement capture webcam vidéo arrêter</translation>
    </message>
    <message>
        <source>replay buffer instant clip recording</source>
        <translation>tampon relecture clip enregistrement</translation>
    </message>
    <message>
        <source>process compute scan timeline batch</source>
        <translation>traiter calculer frise lot</translation>
    </message>
    <message>
        <source>side by side difference versus swap audio</source>
        <translation>côte à côte différence échanger son</translation>
    </message>
    <message>
        <source>side by side difference versus checkpoint network</source>
        <translation>côte à côte différence poids réseau</translation>
    </message>
    <message>
        <source>comparison picture svg paper plot</source>
        <translation>comparaison image svg article graphique</translation>
    </message>
    <message>
        <source>weights network model load</source>
        <translation>poids réseau modèle charger</translation>
    </message>
    <message>
        <source>pin swap sound current</source>
        <translation>épingler échanger son</translation>
    </message>
    <message>
        <source>pin swap sound wav music dub</source>
        <translation>épingler échanger son wav musique</translation>
    </message>
    <message>
        <source>ask object when sounds click localize</source>
        <translation>demander objet quand sonne cliquer</translation>
    </message>
    <message>
        <source>annotate label rectangle bounding ground truth</source>
        <translation>annoter rectangle boîte vérité terrain</translation>
    </message>
    <message>
        <source>annotate name class</source>
        <translation>annoter nom classe</translation>
    </message>
    <message>
        <source>annotations load ground truth json</source>
        <translation>annotations charger vérité terrain json</translation>
    </message>
    <message>
        <source>annotations save ground truth json</source>
        <translation>annotations enregistrer vérité terrain json</translation>
    </message>
    <message>
        <source>find retrieve similar crop</source>
        <translation>trouver semblable extrait</translation>
    </message>
    <message>
        <source>find retrieve similar</source>
        <translation>trouver semblable</translation>
    </message>
    <message>
        <source>find retrieve similar selection</source>
        <translation>trouver semblable sélection</translation>
    </message>
    <message>
        <source>library index import</source>
        <translation>bibliothèque index importer</translation>
    </message>
    <message>
        <source>embedding tsne scatter plot projection</source>
        <translation>plongement tsne nuage projection</translation>
    </message>
    <message>
        <source>teach learn lesson loss accuracy gradient neural network playground</source>
        <translation>apprendre enseigner leçon perte exactitude gradient réseau de neurones playground</translation>
    </message>
    <message>
        <source>learn train new object sound example show few shot custom</source>
        <translation>apprendre entraîner nouvel objet son exemple montrer personnalisé</translation>
    </message>
    <message>
        <source>learn train more example</source>
        <translation>apprendre entraîner autres exemples</translation>
    </message>
    <message>
        <source>tutorial introduction explain legend</source>
        <translation>tutoriel introduction expliquer légende</translation>
    </message>
    <message>
        <source>manual documentation handbook guide</source>
        <translation>manuel documentation guide</translation>
    </message>
    <message>
        <source>labels categories instruments animals unfamiliar vocabulary</source>
        <translation>classes catégories instruments animaux inconnu vocabulaire</translation>
    </message>
    <message>
        <source>keys hotkeys keyboard list cheat sheet</source>
        <translation>touches raccourcis clavier liste</translation>
    </message>
    <message>
        <source>search find action menu</source>
        <translation>chercher trouver commande menu</translation>
    </message>
    <message>
        <source>version licence credits</source>
        <translation>version licence crédits</translation>
    </message>
    <message>
        <source>5 seconds</source>
        <translation>5 secondes</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 seconde</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 minute</translation>
    </message>
    <message>
        <source>Back {text}</source>
        <translation>Reculer de {text}</translation>
    </message>
    <message>
        <source>Jump back {time}</source>
        <translation>Reculer de {time}</translation>
    </message>
    <message>
        <source>Forward {text}</source>
        <translation>Avancer de {text}</translation>
    </message>
    <message>
        <source>Jump forward {time}</source>
        <translation>Avancer de {time}</translation>
    </message>
    <message>
        <source>Go to {percent} %</source>
        <translation>Aller à {percent} %</translation>
    </message>
    <message>
        <source>Go to {percent} % of the file</source>
        <translation>Aller à {percent} % du fichier</translation>
    </message>
    <message>
        <source>Go to 0 % … 90 % of the file</source>
        <translation>Aller à 0 % … 90 % du fichier</translation>
    </message>
    <message>
        <source>Go to start</source>
        <translation>Aller au début</translation>
    </message>
    <message>
        <source>Go to the first frame</source>
        <translation>Aller à la première image</translation>
    </message>
    <message>
        <source>Go to end</source>
        <translation>Aller à la fin</translation>
    </message>
    <message>
        <source>Go to the last frame</source>
        <translation>Aller à la dernière image</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Return to the position before the last jump</source>
        <translation>Revenir à la position d’avant le dernier saut</translation>
    </message>
    <message>
        <source>There was no jump</source>
        <translation>Il n’y a pas eu de saut</translation>
    </message>
    <message>
        <source>{title} panel</source>
        <translation>Panneau {title}</translation>
    </message>
    <message>
        <source>Show or hide the panel {title}</source>
        <translation>Afficher ou masquer le panneau {title}</translation>
    </message>
    <message>
        <source>Improve on my annotations</source>
        <translation>Améliorer avec mes annotations</translation>
    </message>
    <message>
        <source>Adapt to this room</source>
        <translation>Adapter à cette salle</translation>
    </message>
    <message>
        <source>Peak in a box</source>
        <translation>Pic dans un cadre</translation>
    </message>
    <message>
        <source>Match AUC</source>
        <translation>AUC de correspondance</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>Erreur de calibration</translation>
    </message>
    <message>
        <source>Highlighted area, absent sounds</source>
        <translation>Surface mise en évidence, sons sans source</translation>
    </message>
    <message>
        <source>Overlap (cIoU ≥ 0.5)</source>
        <translation>Recouvrement (cIoU ≥ 0,5)</translation>
    </message>
    <message>
        <source>Highlighted area, room alone</source>
        <translation>Surface mise en évidence, salle seule</translation>
    </message>
    <message>
        <source>Highlighted moments, room alone</source>
        <translation>Moments mis en évidence, salle seule</translation>
    </message>
    <message>
        <source>Known sounds found in the room</source>
        <translation>Sons connus trouvés dans la salle</translation>
    </message>
    <message>
        <source>image only {value}</source>
        <translation>image seule {value}</translation>
    </message>
    <message>
        <source>image centre {value}</source>
        <translation>centre de l’image {value}</translation>
    </message>
    <message>
        <source>best fixed cell {value}</source>
        <translation>meilleure cellule fixe {value}</translation>
    </message>
    <message>
        <source>random cell {value}</source>
        <translation>cellule au hasard {value}</translation>
    </message>
    <message>
        <source>It helps on what was held out.</source>
        <translation>Cela aide sur ce qui a été mis de côté.</translation>
    </message>
    <message>
        <source>It does not help: no change is larger than chance. Revert it, or add more files.</source>
        <translation>Cela n’aide pas&#xa0;: aucun changement ne dépasse le hasard. Annuler l’adaptation, ou ajouter des fichiers.</translation>
    </message>
    <message>
        <source>It makes something worse. Revert it.</source>
        <translation>Cela dégrade quelque chose. Annuler l’adaptation.</translation>
    </message>
    <message>
        <source>The room alone highlights nothing; there is little to gain.</source>
        <translation>La salle seule ne met rien en évidence&#xa0;; il y a peu à gagner.</translation>
    </message>
    <message>
        <source>It does not help: no change is larger than chance. Revert it, or record for longer.</source>
        <translation>Cela n’aide pas&#xa0;: aucun changement ne dépasse le hasard. Annuler l’adaptation, ou enregistrer plus longtemps.</translation>
    </message>
    <message>
        <source>Leave the room as it is before the performance: nobody plays or speaks to the microphone. Twenty seconds are needed, a minute or more is better.</source>
        <translation>Laisser la salle telle qu’elle est avant la présentation&#xa0;: personne ne joue ni ne parle au microphone. Il faut vingt secondes&#xa0;; une minute ou plus est préférable.</translation>
    </message>
    <message>
        <source>The model is adapted and tested on what is held out.</source>
        <translation>Le modèle est adapté et testé sur ce qui est mis de côté.</translation>
    </message>
    <message>
        <source>In percent, on what was held out. In brackets: 95 % interval, by file.</source>
        <translation>En pour cent, sur ce qui a été mis de côté. Entre parenthèses&#xa0;: intervalle à 95 %, par fichier.</translation>
    </message>
    <message>
        <source>Stop and adapt</source>
        <translation>Arrêter et adapter</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Annuler l’adaptation</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conserver</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Recorded: {time}</source>
        <translation>Enregistré&#xa0;: {time}</translation>
    </message>
    <message>
        <source>Silence: below {after} dBFS, before {before}.</source>
        <translation>Silence&#xa0;: sous {after} dBFS, avant {before}.</translation>
    </message>
    <message>
        <source>before</source>
        <translation>avant</translation>
    </message>
    <message>
        <source>after</source>
        <translation>après</translation>
    </message>
    <message>
        <source>change</source>
        <translation>écart</translation>
    </message>
    <message>
        <source>Peak in a box without a model: {values}.</source>
        <translation>Pic dans un cadre sans modèle&#xa0;: {values}.</translation>
    </message>
    <message>
        <source>Close the file</source>
        <translation>Fermer le fichier</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>Play or pause; live: freeze the image</source>
        <translation>Lire ou mettre en pause&#xa0;; en direct&#xa0;: figer l’image</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>Image précédente</translation>
    </message>
    <message>
        <source>Step to the previous frame</source>
        <translation>Reculer d’une image</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Image suivante</translation>
    </message>
    <message>
        <source>Step to the next frame</source>
        <translation>Avancer d’une image</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Plus lent</translation>
    </message>
    <message>
        <source>Play at the next lower speed</source>
        <translation>Lire à la vitesse inférieure</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Plus rapide</translation>
    </message>
    <message>
        <source>Play at the next higher speed</source>
        <translation>Lire à la vitesse supérieure</translation>
    </message>
    <message>
        <source>10 % slower</source>
        <translation>10 % plus lent</translation>
    </message>
    <message>
        <source>Play 10 % slower</source>
        <translation>Lire 10 % plus lentement</translation>
    </message>
    <message>
        <source>10 % faster</source>
        <translation>10 % plus rapide</translation>
    </message>
    <message>
        <source>Play 10 % faster</source>
        <translation>Lire 10 % plus vite</translation>
    </message>
    <message>
        <source>Half speed</source>
        <translation>Demi-vitesse</translation>
    </message>
    <message>
        <source>Halve the speed</source>
        <translation>Diviser la vitesse par deux</translation>
    </message>
    <message>
        <source>Double speed</source>
        <translation>Double vitesse</translation>
    </message>
    <message>
        <source>Double the speed</source>
        <translation>Doubler la vitesse</translation>
    </message>
    <message>
        <source>Normal speed</source>
        <translation>Vitesse normale</translation>
    </message>
    <message>
        <source>Play at normal speed</source>
        <translation>Lire à vitesse normale</translation>
    </message>
    <message>
        <source>Start again at the end of the file</source>
        <translation>Recommencer à la fin du fichier</translation>
    </message>
    <message>
        <source>Set loop start (A)</source>
        <translation>Définir le début de boucle (A)</translation>
    </message>
    <message>
        <source>Start the loop here</source>
        <translation>Commencer la boucle ici</translation>
    </message>
    <message>
        <source>Set loop end (B)</source>
        <translation>Définir la fin de boucle (B)</translation>
    </message>
    <message>
        <source>End the loop here</source>
        <translation>Terminer la boucle ici</translation>
    </message>
    <message>
        <source>Clear A and B</source>
        <translation>Effacer A et B</translation>
    </message>
    <message>
        <source>Remove the loop start and end</source>
        <translation>Supprimer le début et la fin de la boucle</translation>
    </message>
    <message>
        <source>A and B are not set</source>
        <translation>A et B ne sont pas définis</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Muet</translation>
    </message>
    <message>
        <source>Mute the loudspeaker; the model still receives the audio</source>
        <translation>Couper le haut-parleur&#xa0;; le modèle reçoit toujours le son</translation>
    </message>
    <message>
        <source>Volume up</source>
        <translation>Augmenter le volume</translation>
    </message>
    <message>
        <source>Increase the volume by 5 %</source>
        <translation>Augmenter le volume de 5 %</translation>
    </message>
    <message>
        <source>Volume down</source>
        <translation>Diminuer le volume</translation>
    </message>
    <message>
        <source>Decrease the volume by 5 %</source>
        <translation>Diminuer le volume de 5 %</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Figé</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Speed {factor}×</source>
        <translation>Vitesse {factor}×</translation>
    </message>
    <message>
        <source>A at {time}</source>
        <translation>A à {time}</translation>
    </message>
    <message>
        <source>B at {time}</source>
        <translation>B à {time}</translation>
    </message>
    <message>
        <source>A and B cleared</source>
        <translation>A et B effacés</translation>
    </message>
    <message>
        <source>Loop on</source>
        <translation>Boucle activée</translation>
    </message>
    <message>
        <source>Loop off</source>
        <translation>Boucle désactivée</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Son coupé</translation>
    </message>
    <message>
        <source>Unmuted</source>
        <translation>Son rétabli</translation>
    </message>
    <message>
        <source>Volume {percent} %</source>
        <translation>Volume {percent} %</translation>
    </message>
    <message>
        <source>Colour the image by score</source>
        <translation>Colorer l’image selon le score</translation>
    </message>
    <message>
        <source>Outline the region above the threshold</source>
        <translation>Tracer le contour de la région au-dessus du seuil</translation>
    </message>
    <message>
        <source>Mark the cell with the highest score</source>
        <translation>Marquer la cellule au score le plus élevé</translation>
    </message>
    <message>
        <source>Show the scores of the 14 × 14 cells</source>
        <translation>Afficher les scores des 14 × 14 cellules</translation>
    </message>
    <message>
        <source>Show or hide the map</source>
        <translation>Afficher ou masquer la carte</translation>
    </message>
    <message>
        <source>Next view</source>
        <translation>Représentation suivante</translation>
    </message>
    <message>
        <source>Next view: heat, contour, peak, grid</source>
        <translation>Représentation suivante&#xa0;: chaleur, contour, pic, grille</translation>
    </message>
    <message>
        <source>Next colour map</source>
        <translation>Palette suivante</translation>
    </message>
    <message>
        <source>Next colour map: inferno, viridis, cividis</source>
        <translation>Palette suivante&#xa0;: inferno, viridis, cividis</translation>
    </message>
    <message>
        <source>Cycle smoothing</source>
        <translation>Changer le lissage</translation>
    </message>
    <message>
        <source>Next smoothing over time: off, 0.3 s, 1 s</source>
        <translation>Lissage temporel suivant&#xa0;: désactivé, 0,3 s, 1 s</translation>
    </message>
    <message>
        <source>Increase opacity</source>
        <translation>Augmenter l’opacité</translation>
    </message>
    <message>
        <source>Make the map more opaque</source>
        <translation>Rendre la carte plus opaque</translation>
    </message>
    <message>
        <source>Decrease opacity</source>
        <translation>Diminuer l’opacité</translation>
    </message>
    <message>
        <source>Make the map more transparent</source>
        <translation>Rendre la carte plus transparente</translation>
    </message>
    <message>
        <source>Raise threshold</source>
        <translation>Relever le seuil</translation>
    </message>
    <message>
        <source>Show only higher scores; first those of a match, from 0.5 on</source>
        <translation>N’afficher que des scores plus élevés&#xa0;; d’abord ceux d’une correspondance, à partir de 0,5</translation>
    </message>
    <message>
        <source>Threshold: score {score}</source>
        <translation>Seuil&#xa0;: score {score}</translation>
    </message>
    <message>
        <source>Lower threshold</source>
        <translation>Abaisser le seuil</translation>
    </message>
    <message>
        <source>Show lower scores too</source>
        <translation>Afficher aussi les scores plus bas</translation>
    </message>
    <message>
        <source>Theme: {name}</source>
        <translation>Thème&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Mirror the image; recordings are not mirrored</source>
        <translation>Inverser l’image&#xa0;; les enregistrements ne sont pas inversés</translation>
    </message>
    <message>
        <source>Map shown</source>
        <translation>Carte affichée</translation>
    </message>
    <message>
        <source>Map hidden</source>
        <translation>Carte masquée</translation>
    </message>
    <message>
        <source>Smoothing: {name}</source>
        <translation>Lissage&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Opacity {percent} %</source>
        <translation>Opacité {percent} %</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>En miroir</translation>
    </message>
    <message>
        <source>Not mirrored</source>
        <translation>Sans miroir</translation>
    </message>
    <message>
        <source>One image</source>
        <translation>Une image</translation>
    </message>
    <message>
        <source>Compare sounds</source>
        <translation>Comparer des sons</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>Comparer des modèles</translation>
    </message>
    <message>
        <source>Agreement of {name}</source>
        <translation>Accord de {name}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>Retirer {name}</translation>
    </message>
    <message>
        <source>Add a model</source>
        <translation>Ajouter un modèle</translation>
    </message>
    <message>
        <source>Compare with another model, up to three</source>
        <translation>Comparer avec un autre modèle, jusqu’à trois</translation>
    </message>
    <message>
        <source>Add a model…</source>
        <translation>Ajouter un modèle…</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>Enregistrer la figure</translation>
    </message>
    <message>
        <source>Choose sounds in the Sounds panel; U pins the current audio window.</source>
        <translation>Choisir des sons dans le panneau Sons&#xa0;; U épingle la fenêtre audio actuelle.</translation>
    </message>
    <message>
        <source>The image with its map</source>
        <translation>L’image avec sa carte</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>calcul…</translation>
    </message>
    <message>
        <source>delay {age} s</source>
        <translation>retard {age} s</translation>
    </message>
    <message>
        <source>The figure was not saved</source>
        <translation>La figure n’a pas été enregistrée</translation>
    </message>
    <message>
        <source>Saved {name}.png and .svg to {parent}.</source>
        <translation>{name}.png et .svg enregistrés dans {parent}.</translation>
    </message>
    <message>
        <source>Agreement with the first model over the last frames (up to 100). Same peak: frames in which the two best cells are equal or touch. Rank corr.: mean Spearman rank correlation of the two maps; 1 is the same order of cells, 0 no relation.</source>
        <translation>Accord avec le premier modèle sur les dernières images (jusqu’à 100). Même pic&#xa0;: images où les deux meilleures cellules sont égales ou se touchent. Corr. de rang&#xa0;: corrélation de Spearman moyenne des deux cartes&#xa0;; 1&#xa0;: même ordre des cellules, 0&#xa0;: aucun lien.</translation>
    </message>
    <message numerus="yes">
        <source>same peak in {matches} of %n frames</source>
        <translation>
            <numerusform>même pic dans {matches} de %n image</numerusform>
            <numerusform>même pic dans {matches} de %n images</numerusform>
        </translation>
    </message>
    <message>
        <source>{text} · rank corr. {correlation}</source>
        <translation>{text} · corr. de rang {correlation}</translation>
    </message>
    <message>
        <source>normalised, brightest = 1</source>
        <translation>normalisé, le plus clair = 1</translation>
    </message>
    <message>
        <source>score</source>
        <translation>score</translation>
    </message>
    <message>
        <source>Log spectrogram</source>
        <translation>Spectrogramme logarithmique</translation>
    </message>
    <message>
        <source>No audio track</source>
        <translation>Pas de piste audio</translation>
    </message>
    <message>
        <source>Analysing</source>
        <translation>Analyse en cours</translation>
    </message>
    <message>
        <source>Analysis paused</source>
        <translation>Analyse en pause</translation>
    </message>
    <message>
        <source>Analysis complete</source>
        <translation>Analyse terminée</translation>
    </message>
    <message>
        <source>Analyse file</source>
        <translation>Analyser le fichier</translation>
    </message>
    <message>
        <source>Compute the map of every frame in the background; pause and resume</source>
        <translation>Calculer la carte de chaque image en arrière-plan&#xa0;; pause et reprise</translation>
    </message>
    <message>
        <source>Stop analysis</source>
        <translation>Arrêter l’analyse</translation>
    </message>
    <message>
        <source>Stop the analysis of this file; its results so far are kept</source>
        <translation>Arrêter l’analyse de ce fichier&#xa0;; les résultats obtenus sont gardés</translation>
    </message>
    <message>
        <source>No analysis is running</source>
        <translation>Aucune analyse en cours</translation>
    </message>
    <message>
        <source>Add a marker first</source>
        <translation>Ajouter d’abord un marqueur</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Undo the last change of markers, boxes or taught classes</source>
        <translation>Annuler la dernière modification des marqueurs, des cadres ou des classes apprises</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>Il n’y a rien à annuler</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Redo the last change that was undone</source>
        <translation>Rétablir la dernière modification annulée</translation>
    </message>
    <message>
        <source>There is nothing to redo</source>
        <translation>Il n’y a rien à rétablir</translation>
    </message>
    <message>
        <source>Add a marker at the present time</source>
        <translation>Ajouter un marqueur à la position actuelle</translation>
    </message>
    <message>
        <source>Remove the nearest marker</source>
        <translation>Supprimer le marqueur le plus proche</translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation>Marqueur suivant</translation>
    </message>
    <message>
        <source>Go to the next marker</source>
        <translation>Aller au marqueur suivant</translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation>Marqueur précédent</translation>
    </message>
    <message>
        <source>Go to the previous marker</source>
        <translation>Aller au marqueur précédent</translation>
    </message>
    <message>
        <source>The whole file is shown</source>
        <translation>Le fichier entier est affiché</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zoom avant</translation>
    </message>
    <message>
        <source>Zoom in on the present time, down to single samples</source>
        <translation>Agrandir à la position actuelle, jusqu’aux échantillons</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Zoom arrière</translation>
    </message>
    <message>
        <source>Zoom out of the timeline</source>
        <translation>Réduire la frise chronologique</translation>
    </message>
    <message>
        <source>Whole file</source>
        <translation>Fichier entier</translation>
    </message>
    <message>
        <source>Show the whole file on the timeline</source>
        <translation>Afficher le fichier entier sur la frise</translation>
    </message>
    <message>
        <source>Cycle waveform/spectrogram</source>
        <translation>Alterner forme d’onde/spectrogramme</translation>
    </message>
    <message>
        <source>Audio on the timeline: waveform, log spectrogram, none</source>
        <translation>Son sur la frise&#xa0;: forme d’onde, spectrogramme logarithmique, rien</translation>
    </message>
    <message>
        <source>No marker found</source>
        <translation>Aucun marqueur trouvé</translation>
    </message>
    <message>
        <source>Analysis stopped</source>
        <translation>Analyse arrêtée</translation>
    </message>
    <message>
        <source>earlier: {time}</source>
        <translation>avant&#xa0;: {time}</translation>
    </message>
    <message>
        <source>score {score}</source>
        <translation>score {score}</translation>
    </message>
    <message>
        <source>Box lists (*.json);;All files (*)</source>
        <translation>Listes de cadres (*.json);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Draw a box first</source>
        <translation>Dessiner d’abord un cadre</translation>
    </message>
    <message>
        <source>This frame has no boxes</source>
        <translation>Cette image n’a pas de cadre</translation>
    </message>
    <message>
        <source>Select a box first</source>
        <translation>Sélectionner d’abord un cadre</translation>
    </message>
    <message>
        <source>Draw boxes</source>
        <translation>Dessiner des cadres</translation>
    </message>
    <message>
        <source>Draw, move and resize boxes around sound sources on the paused image</source>
        <translation>Dessiner, déplacer et redimensionner des cadres autour des sources sonores sur l’image en pause</translation>
    </message>
    <message>
        <source>Label box…</source>
        <translation>Nommer le cadre…</translation>
    </message>
    <message>
        <source>Label the selected box and the boxes drawn next</source>
        <translation>Nommer le cadre sélectionné et les cadres suivants</translation>
    </message>
    <message>
        <source>Mark as silent</source>
        <translation>Marquer comme silencieux</translation>
    </message>
    <message>
        <source>Mark the object in the selected box as silent</source>
        <translation>Marquer comme silencieux l’objet du cadre sélectionné</translation>
    </message>
    <message>
        <source>No source in frame</source>
        <translation>Aucune source dans l’image</translation>
    </message>
    <message>
        <source>Mark the frame as having no sound source: its map should be empty</source>
        <translation>Marquer l’image comme sans source sonore&#xa0;: sa carte devrait être vide</translation>
    </message>
    <message>
        <source>Fill the frames between the two annotated frames around this one</source>
        <translation>Remplir les images entre les deux images annotées autour de celle-ci</translation>
    </message>
    <message>
        <source>Copy to next frame</source>
        <translation>Copier dans l’image suivante</translation>
    </message>
    <message>
        <source>Copy the boxes of this frame to the next frame and go there</source>
        <translation>Copier les cadres de cette image dans la suivante et y aller</translation>
    </message>
    <message>
        <source>Copy boxes from previous frame</source>
        <translation>Copier les cadres de l’image précédente</translation>
    </message>
    <message>
        <source>Copy the boxes of the previous annotated frame to this frame</source>
        <translation>Copier dans cette image les cadres de l’image annotée précédente</translation>
    </message>
    <message>
        <source>Delete the selected box</source>
        <translation>Supprimer le cadre sélectionné</translation>
    </message>
    <message>
        <source>Delete all boxes in frame</source>
        <translation>Supprimer tous les cadres de l’image</translation>
    </message>
    <message>
        <source>Delete all annotations of this frame</source>
        <translation>Supprimer toutes les annotations de cette image</translation>
    </message>
    <message>
        <source>Next annotated frame</source>
        <translation>Image annotée suivante</translation>
    </message>
    <message>
        <source>Go to the next frame with boxes</source>
        <translation>Aller à l’image suivante avec des cadres</translation>
    </message>
    <message>
        <source>Previous annotated frame</source>
        <translation>Image annotée précédente</translation>
    </message>
    <message>
        <source>Go to the previous frame with boxes</source>
        <translation>Aller à l’image précédente avec des cadres</translation>
    </message>
    <message>
        <source>Import boxes…</source>
        <translation>Importer des cadres…</translation>
    </message>
    <message>
        <source>Import the rows of a box list (VGG-SS and others) that belong to this file</source>
        <translation>Importer les lignes d’une liste de cadres (VGG-SS et autres) qui concernent ce fichier</translation>
    </message>
    <message>
        <source>Export boxes…</source>
        <translation>Exporter les cadres…</translation>
    </message>
    <message>
        <source>Export the boxes as a list for  avol evaluate localization; rows of other files in the list are kept</source>
        <translation>Exporter les cadres en liste pour  avol evaluate localization&#xa0;; les lignes d’autres fichiers de la liste sont gardées</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n annotated frames from {name}</source>
        <translation>
            <numerusform>%n image annotée importée de {name}</numerusform>
            <numerusform>%n images annotées importées de {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; skipped %n rows of other sounds</source>
        <translation>
            <numerusform>&#xa0;; %n ligne d’un autre son ignorée</numerusform>
            <numerusform>&#xa0;; %n lignes d’autres sons ignorées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; kept %n rows of other files</source>
        <translation>
            <numerusform>&#xa0;; %n ligne d’un autre fichier gardée</numerusform>
            <numerusform>&#xa0;; %n lignes d’autres fichiers gardées</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawing finished</source>
        <translation>Dessin terminé</translation>
    </message>
    <message>
        <source>This is the last frame</source>
        <translation>C’est la dernière image</translation>
    </message>
    <message>
        <source>No annotated frame found</source>
        <translation>Aucune image annotée trouvée</translation>
    </message>
    <message>
        <source>Import boxes</source>
        <translation>Importer des cadres</translation>
    </message>
    <message>
        <source>Export boxes</source>
        <translation>Exporter les cadres</translation>
    </message>
    <message>
        <source>Exported the boxes of {name} to {name2}{kept}.</source>
        <translation>Cadres de {name} exportés vers {name2}{kept}.</translation>
    </message>
    <message>
        <source>Drag a box around the sound source. Esc ends drawing.</source>
        <translation>Tracer un cadre autour de la source sonore. Échap termine le dessin.</translation>
    </message>
    <message>
        <source>Pause (Space) to draw boxes. Esc ends drawing.</source>
        <translation>Mettre en pause (Espace) pour dessiner. Échap termine le dessin.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>aucune source</translation>
    </message>
    <message numerus="yes">
        <source>%n boxes</source>
        <translation>
            <numerusform>%n cadre</numerusform>
            <numerusform>%n cadres</numerusform>
        </translation>
    </message>
    <message>
        <source>silent objects only</source>
        <translation>seulement des objets silencieux</translation>
    </message>
    <message>
        <source>Pin sounds to compare them: U pins the current second, the Sounds panel has instruments.</source>
        <translation>Épingler des sons pour les comparer&#xa0;: U épingle la seconde actuelle, le panneau Sons propose des instruments.</translation>
    </message>
    <message>
        <source>Single view</source>
        <translation>Vue simple</translation>
    </message>
    <message>
        <source>Remove a pinned sound first</source>
        <translation>Retirer d’abord un son épinglé</translation>
    </message>
    <message>
        <source>There is no audio track</source>
        <translation>Il n’y a pas de piste audio</translation>
    </message>
    <message>
        <source>Current second</source>
        <translation>Seconde actuelle</translation>
    </message>
    <message>
        <source>Compare with the current second: the middle of A–B, else here; live: the last second</source>
        <translation>Comparer avec la seconde actuelle&#xa0;: le milieu de A–B, sinon ici&#xa0;; en direct&#xa0;: la dernière seconde</translation>
    </message>
    <message>
        <source>Audio file…</source>
        <translation>Fichier audio…</translation>
    </message>
    <message>
        <source>Compare with the middle second of another file</source>
        <translation>Comparer avec la seconde centrale d’un autre fichier</translation>
    </message>
    <message>
        <source>White noise</source>
        <translation>Bruit blanc</translation>
    </message>
    <message>
        <source>Compare with white noise, which no object makes</source>
        <translation>Comparer avec un bruit blanc, qu’aucun objet ne produit</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Silence</translation>
    </message>
    <message>
        <source>Compare with silence</source>
        <translation>Comparer avec le silence</translation>
    </message>
    <message>
        <source>Clear sounds</source>
        <translation>Retirer les sons</translation>
    </message>
    <message>
        <source>Remove all pinned sounds</source>
        <translation>Retirer tous les sons épinglés</translation>
    </message>
    <message>
        <source>Pin a sound first</source>
        <translation>Épingler d’abord un son</translation>
    </message>
    <message>
        <source>Show the map of each pinned sound side by side</source>
        <translation>Afficher côte à côte la carte de chaque son épinglé</translation>
    </message>
    <message>
        <source>Show the map of each model side by side, and how they agree with the first</source>
        <translation>Afficher côte à côte la carte de chaque modèle et leur accord avec le premier</translation>
    </message>
    <message>
        <source>Remove a compared model first</source>
        <translation>Retirer d’abord un modèle comparé</translation>
    </message>
    <message>
        <source>There is no map yet</source>
        <translation>Il n’y a pas encore de carte</translation>
    </message>
    <message>
        <source>Compare with the default weights of AVOL</source>
        <translation>Comparer avec les poids par défaut d’AVOL</translation>
    </message>
    <message>
        <source>Checkpoint…</source>
        <translation>Poids…</translation>
    </message>
    <message>
        <source>Compare with weights from a file</source>
        <translation>Comparer avec des poids d’un fichier</translation>
    </message>
    <message>
        <source>Image only (no audio)</source>
        <translation>Image seule (sans son)</translation>
    </message>
    <message>
        <source>Compare with the visual saliency of the model, which ignores the audio</source>
        <translation>Comparer avec la saillance visuelle du modèle, qui ignore le son</translation>
    </message>
    <message>
        <source>Compare with the same model on silent audio</source>
        <translation>Comparer avec le même modèle sur un son muet</translation>
    </message>
    <message>
        <source>Save the compared maps to the pictures folder, as PNG and SVG</source>
        <translation>Enregistrer les cartes comparées dans le dossier Images, en PNG et SVG</translation>
    </message>
    <message>
        <source>Compare with a checkpoint</source>
        <translation>Comparer avec des poids</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>Poids (*.safetensors)</translation>
    </message>
    <message>
        <source>{name} at {time}, frame {index} · scores on a fixed scale from 0 to 1</source>
        <translation>{name} à {time}, image {index} · scores sur une échelle fixe de 0 à 1</translation>
    </message>
    <message>
        <source>Saving figure</source>
        <translation>Enregistrement de la figure</translation>
    </message>
    <message>
        <source>Save image with map</source>
        <translation>Enregistrer l’image avec la carte</translation>
    </message>
    <message>
        <source>Save this frame with its map to the pictures folder</source>
        <translation>Enregistrer cette image avec sa carte dans le dossier Images</translation>
    </message>
    <message>
        <source>Save image without map</source>
        <translation>Enregistrer l’image sans la carte</translation>
    </message>
    <message>
        <source>Save this frame without its map to the pictures folder</source>
        <translation>Enregistrer cette image sans sa carte dans le dossier Images</translation>
    </message>
    <message>
        <source>Save screenshot</source>
        <translation>Enregistrer une capture d’écran</translation>
    </message>
    <message>
        <source>Save an image of the window to the pictures folder</source>
        <translation>Enregistrer une image de la fenêtre dans le dossier Images</translation>
    </message>
    <message>
        <source>No export is running</source>
        <translation>Aucune exportation en cours</translation>
    </message>
    <message>
        <source>An export is running</source>
        <translation>Une exportation est en cours</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Choose range, files, overlays and folder, and export</source>
        <translation>Choisir plage, fichiers, surimpressions et dossier, puis exporter</translation>
    </message>
    <message>
        <source>Export video, CSV and maps (NPZ)</source>
        <translation>Exporter vidéo, CSV et cartes (NPZ)</translation>
    </message>
    <message>
        <source>Export A to B, or the whole file, as a video with map and sound, a table (CSV) and all maps (NPZ) to the videos folder</source>
        <translation>Exporter de A à B, ou le fichier entier, dans le dossier Vidéos&#xa0;: vidéo avec carte et son, tableau (CSV) et toutes les cartes (NPZ)</translation>
    </message>
    <message>
        <source>Export CSV and maps (NPZ) only</source>
        <translation>Exporter seulement CSV et cartes (NPZ)</translation>
    </message>
    <message>
        <source>Export the table (CSV) and all maps (NPZ) of A to B, or of the whole file</source>
        <translation>Exporter le tableau (CSV) et toutes les cartes (NPZ) de A à B ou du fichier entier</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le dossier</translation>
    </message>
    <message>
        <source>Open the folder of the last saved image, video or table</source>
        <translation>Ouvrir le dossier de la dernière image, vidéo ou table enregistrée</translation>
    </message>
    <message>
        <source>Save or export something first</source>
        <translation>Enregistrer ou exporter d’abord quelque chose</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>Annuler l’exportation</translation>
    </message>
    <message>
        <source>Cancel the export and remove its files</source>
        <translation>Annuler l’exportation et supprimer ses fichiers</translation>
    </message>
    <message>
        <source>Exporting A to B</source>
        <translation>Exportation de A à B</translation>
    </message>
    <message>
        <source>Exporting the whole file</source>
        <translation>Exportation du fichier entier</translation>
    </message>
    <message>
        <source>No file manager found; open {folder} by hand.</source>
        <translation>Aucun gestionnaire de fichiers trouvé&#xa0;; ouvrir {folder} à la main.</translation>
    </message>
    <message>
        <source>Image saved</source>
        <translation>Image enregistrée</translation>
    </message>
    <message>
        <source>Move view left</source>
        <translation>Déplacer la vue à gauche</translation>
    </message>
    <message>
        <source>Move view right</source>
        <translation>Déplacer la vue à droite</translation>
    </message>
    <message>
        <source>Move view up</source>
        <translation>Déplacer la vue vers le haut</translation>
    </message>
    <message>
        <source>Move view down</source>
        <translation>Déplacer la vue vers le bas</translation>
    </message>
    <message>
        <source>Query region here</source>
        <translation>Interroger la région ici</translation>
    </message>
    <message>
        <source>When does the object at this point sound?</source>
        <translation>Quand l’objet à cet endroit sonne-t-il&#xa0;?</translation>
    </message>
    <message>
        <source>The file has no audio track</source>
        <translation>Le fichier n’a pas de piste audio</translation>
    </message>
    <message>
        <source>Copy image with map</source>
        <translation>Copier l’image avec la carte</translation>
    </message>
    <message>
        <source>Copy this frame with its map to the clipboard</source>
        <translation>Copier cette image avec sa carte dans le presse-papiers</translation>
    </message>
    <message>
        <source>Copy image without map</source>
        <translation>Copier l’image sans la carte</translation>
    </message>
    <message>
        <source>Copy this frame without its map to the clipboard</source>
        <translation>Copier cette image sans sa carte dans le presse-papiers</translation>
    </message>
    <message>
        <source>There is no image yet</source>
        <translation>Il n’y a pas encore d’image</translation>
    </message>
    <message>
        <source>Enlarge the image (also with the wheel)</source>
        <translation>Agrandir l’image (aussi avec la molette)</translation>
    </message>
    <message>
        <source>There is no image to zoom</source>
        <translation>Il n’y a pas d’image à agrandir</translation>
    </message>
    <message>
        <source>Reduce the image (also with the wheel)</source>
        <translation>Réduire l’image (aussi avec la molette)</translation>
    </message>
    <message>
        <source>The whole image is shown</source>
        <translation>L’image entière est affichée</translation>
    </message>
    <message>
        <source>Whole image</source>
        <translation>Image entière</translation>
    </message>
    <message>
        <source>Show the whole image</source>
        <translation>Afficher l’image entière</translation>
    </message>
    <message>
        <source>Show another part of the image (also by dragging)</source>
        <translation>Afficher une autre partie de l’image (aussi en glissant)</translation>
    </message>
    <message>
        <source>Image copied</source>
        <translation>Image copiée</translation>
    </message>
    <message>
        <source>Open camera</source>
        <translation>Ouvrir la caméra</translation>
    </message>
    <message>
        <source>Open the last used camera, or the first one</source>
        <translation>Ouvrir la dernière caméra utilisée, ou la première</translation>
    </message>
    <message>
        <source>Screen capture</source>
        <translation>Capture d’écran</translation>
    </message>
    <message>
        <source>Use the contents of the screen as the image</source>
        <translation>Utiliser le contenu de l’écran comme image</translation>
    </message>
    <message>
        <source>Audio offset −10 ms</source>
        <translation>Décalage audio −10 ms</translation>
    </message>
    <message>
        <source>Shift the audio 10 ms earlier</source>
        <translation>Avancer le son de 10 ms</translation>
    </message>
    <message>
        <source>Audio offset +10 ms</source>
        <translation>Décalage audio +10 ms</translation>
    </message>
    <message>
        <source>Shift the audio 10 ms later</source>
        <translation>Retarder le son de 10 ms</translation>
    </message>
    <message>
        <source>Centred audio window (adds 0.5 s delay)</source>
        <translation>Fenêtre audio centrée (ajoute 0,5 s de retard)</translation>
    </message>
    <message>
        <source>Use half a second of audio before and after the frame; the image is 0.5 s late</source>
        <translation>Utiliser une demi-seconde de son avant et après l’image&#xa0;; l’image a 0,5 s de retard</translation>
    </message>
    <message>
        <source>Clap test</source>
        <translation>Test de claquement</translation>
    </message>
    <message>
        <source>Measure the audio offset with three claps</source>
        <translation>Mesurer le décalage audio avec trois claquements de mains</translation>
    </message>
    <message>
        <source>It is running</source>
        <translation>Il est en cours</translation>
    </message>
    <message>
        <source>Audio offset {offset} ms</source>
        <translation>Décalage audio {offset} ms</translation>
    </message>
    <message>
        <source>Centred audio window, 0.5 s delay</source>
        <translation>Fenêtre audio centrée, retard de 0,5 s</translation>
    </message>
    <message>
        <source>Audio window up to the frame</source>
        <translation>Fenêtre audio jusqu’à l’image</translation>
    </message>
    <message>
        <source>Clap three times in front of the camera</source>
        <translation>Frapper trois fois dans les mains devant la caméra</translation>
    </message>
    <message>
        <source>{claps} claps: audio offset set to {milliseconds} ms ± {uncertainty} ms</source>
        <translation>{claps} claquements&#xa0;: décalage audio réglé à {milliseconds} ms ± {uncertainty} ms</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Ouvrir…</translation>
    </message>
    <message>
        <source>Image and sound…</source>
        <translation>Image et son…</translation>
    </message>
    <message>
        <source>Open an image, and find the source of the sound of another file in it</source>
        <translation>Ouvrir une image et y trouver la source du son d’un autre fichier</translation>
    </message>
    <message>
        <source>Play demo</source>
        <translation>Lire la démo</translation>
    </message>
    <message>
        <source>Play the demo video that comes with AVOL</source>
        <translation>Lire la vidéo de démonstration d’AVOL</translation>
    </message>
    <message>
        <source>The demo video is not installed</source>
        <translation>La vidéo de démonstration n’est pas installée</translation>
    </message>
    <message>
        <source>Network camera…</source>
        <translation>Caméra réseau…</translation>
    </message>
    <message>
        <source>Open a network camera, or a phone used as a camera, by its address</source>
        <translation>Ouvrir une caméra réseau, ou un téléphone servant de caméra, par son adresse</translation>
    </message>
    <message>
        <source>Simulate camera from video…</source>
        <translation>Simuler une caméra avec une vidéo…</translation>
    </message>
    <message>
        <source>Loop a video as if it came from a camera</source>
        <translation>Lire une vidéo en boucle comme si elle venait d’une caméra</translation>
    </message>
    <message>
        <source>Choose the image</source>
        <translation>Choisir l’image</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Choose its sound</source>
        <translation>Choisir son son</translation>
    </message>
    <message>
        <source>“{}” contains only audio.</source>
        <translation>«&#xa0;{}&#xa0;» ne contient que du son.</translation>
    </message>
    <message>
        <source>Use for the map</source>
        <translation>Utiliser pour la carte</translation>
    </message>
    <message>
        <source>Search with it</source>
        <translation>Chercher avec</translation>
    </message>
    <message>
        <source>Choose an image…</source>
        <translation>Choisir une image…</translation>
    </message>
    <message>
        <source>“{}” has no audio track.</source>
        <translation>«&#xa0;{}&#xa0;» n’a pas de piste audio.</translation>
    </message>
    <message>
        <source>Add audio…</source>
        <translation>Ajouter du son…</translation>
    </message>
    <message>
        <source>Audio and video</source>
        <translation>Audio et vidéo</translation>
    </message>
    <message>
        <source>Add audio</source>
        <translation>Ajouter du son</translation>
    </message>
    <message>
        <source>Images and videos</source>
        <translation>Images et vidéos</translation>
    </message>
    <message>
        <source>Choose an image for the sound</source>
        <translation>Choisir une image pour le son</translation>
    </message>
    <message>
        <source>Simulate camera from video</source>
        <translation>Simuler une caméra avec une vidéo</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Vidéos</translation>
    </message>
    <message>
        <source>Open a video, an image or an audio file</source>
        <translation>Ouvrir une vidéo, une image ou un fichier audio</translation>
    </message>
    <message>
        <source>Videos, images and audio</source>
        <translation>Vidéos, images et audio</translation>
    </message>
    <message>
        <source>No camera found: connect one, or use another source.</source>
        <translation>Aucune caméra trouvée&#xa0;: en connecter une ou utiliser une autre source.</translation>
    </message>
    <message>
        <source>Open {path}</source>
        <translation>Ouvrir {path}</translation>
    </message>
    <message>
        <source>No recent files</source>
        <translation>Aucun fichier récent</translation>
    </message>
    <message>
        <source>AVOL cannot keep this screen awake; disable the screen saver in the system settings.</source>
        <translation>AVOL ne peut pas garder cet écran allumé&#xa0;; désactiver l’économiseur d’écran dans les réglages du système.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Record the live input: source video, video with map, table</source>
        <translation>Enregistrer le direct&#xa0;: vidéo source, vidéo avec carte, tableau</translation>
    </message>
    <message>
        <source>Save last 30 s</source>
        <translation>Enregistrer les 30 dernières s</translation>
    </message>
    <message>
        <source>Save the last 30 seconds of the live input</source>
        <translation>Enregistrer les 30 dernières secondes du direct</translation>
    </message>
    <message>
        <source>Replace the audio by silence: the map becomes empty</source>
        <translation>Remplacer le son par du silence&#xa0;: la carte devient vide</translation>
    </message>
    <message>
        <source>Presenter mode</source>
        <translation>Mode présentation</translation>
    </message>
    <message>
        <source>Full screen with large text; the screen stays awake</source>
        <translation>Plein écran avec de grands textes&#xa0;; l’écran reste allumé</translation>
    </message>
    <message>
        <source>Presenter mode in window</source>
        <translation>Mode présentation dans la fenêtre</translation>
    </message>
    <message>
        <source>Only the image, with large text, in the size of the window</source>
        <translation>Seulement l’image avec de grands textes, à la taille de la fenêtre</translation>
    </message>
    <message>
        <source>Presenter mode in the window: press Esc to exit</source>
        <translation>Mode présentation dans la fenêtre&#xa0;: Échap pour quitter</translation>
    </message>
    <message>
        <source>Presenter mode: press Esc to exit</source>
        <translation>Mode présentation&#xa0;: Échap pour quitter</translation>
    </message>
    <message>
        <source>AVOL projects (*{PROJECT_SUFFIX});;All files (*)</source>
        <translation>Projets AVOL (*{PROJECT_SUFFIX});;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Wait: the file is being read</source>
        <translation>Attendre&#xa0;: lecture du fichier</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>Ouvrir un projet…</translation>
    </message>
    <message>
        <source>Open a video with its saved position, markers, boxes, sounds and view</source>
        <translation>Ouvrir une vidéo avec sa position, ses marqueurs, ses cadres, ses sons et sa vue</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>Enregistrer le projet</translation>
    </message>
    <message>
        <source>Save position, markers, boxes, sounds and view of the video to a file</source>
        <translation>Enregistrer dans un fichier la position, les marqueurs, les cadres, les sons et la vue de la vidéo</translation>
    </message>
    <message>
        <source>Save project as…</source>
        <translation>Enregistrer le projet sous…</translation>
    </message>
    <message>
        <source>Save the project to another file</source>
        <translation>Enregistrer le projet dans un autre fichier</translation>
    </message>
    <message>
        <source>Not saved, because in no file: {join}. Record a sound to keep it.</source>
        <translation>Non enregistré, car dans aucun fichier&#xa0;: {join}. Enregistrer un son pour le garder.</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name} enregistré</translation>
    </message>
    <message>
        <source>“{name}” exists already; choose this name to replace it.</source>
        <translation>«&#xa0;{name}&#xa0;» existe déjà&#xa0;; choisir ce nom pour le remplacer.</translation>
    </message>
    <message>
        <source>“{name}” was not found; open it from its new folder</source>
        <translation>«&#xa0;{name}&#xa0;» est introuvable&#xa0;; l’ouvrir depuis son nouveau dossier</translation>
    </message>
    <message>
        <source>{text} to continue with the project.</source>
        <translation>{text} pour continuer le projet.</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Ouvrir un projet</translation>
    </message>
    <message>
        <source>“{name}” has changed since the project was saved</source>
        <translation>«&#xa0;{name}&#xa0;» a changé depuis l’enregistrement du projet</translation>
    </message>
    <message>
        <source>{text}; check the boxes.</source>
        <translation>{text}&#xa0;; vérifier les cadres.</translation>
    </message>
    <message>
        <source>Click the object, or drag over it (or use the arrow keys and Enter). Esc cancels.</source>
        <translation>Cliquer sur l’objet, ou tracer un cadre autour (ou flèches et Entrée). Échap annule.</translation>
    </message>
    <message>
        <source>Query region…</source>
        <translation>Interroger une région…</translation>
    </message>
    <message>
        <source>Click a cell of the image, or drag over several: when does this object sound?</source>
        <translation>Cliquer sur une cellule de l’image, ou glisser sur plusieurs&#xa0;: quand cet objet sonne-t-il&#xa0;?</translation>
    </message>
    <message>
        <source>Play next best second</source>
        <translation>Lire la meilleure seconde suivante</translation>
    </message>
    <message>
        <source>Play the second with the highest score, then the next one</source>
        <translation>Lire la seconde au score le plus élevé, puis la suivante</translation>
    </message>
    <message>
        <source>Query a region first</source>
        <translation>Interroger d’abord une région</translation>
    </message>
    <message>
        <source>Clear query</source>
        <translation>Effacer l’interrogation</translation>
    </message>
    <message>
        <source>Clear the region query (also Esc)</source>
        <translation>Effacer l’interrogation de la région (aussi Échap)</translation>
    </message>
    <message>
        <source>Set the loop start A and the loop end B first</source>
        <translation>Définir d’abord le début A et la fin B de la boucle</translation>
    </message>
    <message>
        <source>Search with region…</source>
        <translation>Chercher avec une région…</translation>
    </message>
    <message>
        <source>Drag a rectangle on the image and search with its content</source>
        <translation>Tracer un rectangle sur l’image et chercher avec son contenu</translation>
    </message>
    <message>
        <source>Search with audio from A to B</source>
        <translation>Chercher avec le son de A à B</translation>
    </message>
    <message>
        <source>Search with the audio between A and B; Ctrl+Shift+drag on the timeline sets them and searches</source>
        <translation>Chercher avec le son entre A et B&#xa0;; Ctrl+Maj+glisser sur la frise les définit et cherche</translation>
    </message>
    <message>
        <source>Search with current frame</source>
        <translation>Chercher avec l’image actuelle</translation>
    </message>
    <message>
        <source>Search with the current frame and audio window</source>
        <translation>Chercher avec l’image et la fenêtre audio actuelles</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Ajouter des fichiers…</translation>
    </message>
    <message>
        <source>Add videos, images and audio files to the library</source>
        <translation>Ajouter des vidéos, des images et des fichiers audio à la bibliothèque</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ajouter un dossier…</translation>
    </message>
    <message>
        <source>Add all videos, images and audio files of a folder to the library</source>
        <translation>Ajouter à la bibliothèque toutes les vidéos, images et fichiers audio d’un dossier</translation>
    </message>
    <message>
        <source>Open library…</source>
        <translation>Ouvrir une bibliothèque…</translation>
    </message>
    <message>
        <source>Search another library; an empty folder becomes a new one</source>
        <translation>Chercher dans une autre bibliothèque&#xa0;; un dossier vide en devient une nouvelle</translation>
    </message>
    <message>
        <source>Sample library</source>
        <translation>Bibliothèque d’exemple</translation>
    </message>
    <message>
        <source>Search the demo video and the sounds that come with AVOL</source>
        <translation>Chercher dans la vidéo de démonstration et les sons d’AVOL</translation>
    </message>
    <message>
        <source>Rebuild library</source>
        <translation>Reconstruire la bibliothèque</translation>
    </message>
    <message>
        <source>Index all files again with the default weights</source>
        <translation>Réindexer tous les fichiers avec les poids par défaut</translation>
    </message>
    <message>
        <source>Library map (2-D)</source>
        <translation>Carte de la bibliothèque (2-D)</translation>
    </message>
    <message>
        <source>Show the embeddings of the library in two dimensions</source>
        <translation>Afficher les plongements de la bibliothèque en deux dimensions</translation>
    </message>
    <message>
        <source>Evaluate (nDCG@30), labels = folders</source>
        <translation>Évaluer (nDCG@30), étiquettes = dossiers</translation>
    </message>
    <message>
        <source>Evaluate retrieval with the folder of each file as its label</source>
        <translation>Évaluer la recherche avec le dossier de chaque fichier comme étiquette</translation>
    </message>
    <message>
        <source>Evaluate (nDCG@30), labels from CSV…</source>
        <translation>Évaluer (nDCG@30), étiquettes d’un CSV…</translation>
    </message>
    <message>
        <source>Evaluate retrieval with labels from a CSV file with the columns path and label</source>
        <translation>Évaluer la recherche avec les étiquettes d’un fichier CSV aux colonnes path et label</translation>
    </message>
    <message>
        <source>Computing the library map…</source>
        <translation>Calcul de la carte de la bibliothèque…</translation>
    </message>
    <message>
        <source>Drag a rectangle on the image to search with its content. Esc cancels.</source>
        <translation>Tracer un rectangle sur l’image pour chercher avec son contenu. Échap annule.</translation>
    </message>
    <message>
        <source>Add to library</source>
        <translation>Ajouter à la bibliothèque</translation>
    </message>
    <message>
        <source>Add folder to library</source>
        <translation>Ajouter un dossier à la bibliothèque</translation>
    </message>
    <message>
        <source>Open library (an empty folder becomes a new one)</source>
        <translation>Ouvrir une bibliothèque (un dossier vide en devient une nouvelle)</translation>
    </message>
    <message>
        <source>Labels of the library&apos;s files</source>
        <translation>Étiquettes des fichiers de la bibliothèque</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>Tableaux (*.csv);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Shows which object in the image makes the sound.
After “Objects that Sound” (Arandjelović and Zisserman, 2018, arXiv 1712.06651).
Everything runs on this computer; nothing is sent anywhere.</source>
        <translation>Montre quel objet de l’image produit le son.
D’après «&#xa0;Objects that Sound&#xa0;» (Arandjelović et Zisserman, 2018, arXiv 1712.06651).
Tout se passe sur cet ordinateur&#xa0;; rien n’est envoyé.</translation>
    </message>
    <message>
        <source>About AVOL</source>
        <translation>À propos d’AVOL</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Palette de commandes</translation>
    </message>
    <message>
        <source>Type a command: screenshot, heatmap, loop…</source>
        <translation>Saisir une commande&#xa0;: capture, heatmap, boucle…</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Chercher une commande</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Documentation</source>
        <translation>Documentation</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>These pages are in English.</source>
        <translation>Ces pages sont en anglais.</translation>
    </message>
    <message>
        <source>Map of {name}</source>
        <translation>Carte de {name}</translation>
    </message>
    <message>
        <source>Near dots have similar embeddings; a click plays a dot</source>
        <translation>Les points proches ont des plongements semblables&#xa0;; un clic lit un point</translation>
    </message>
    <message>
        <source>{name} at {time} s</source>
        <translation>{name} à {time} s</translation>
    </message>
    <message>
        <source>Compare with L3-Net</source>
        <translation>Comparer avec L3-Net</translation>
    </message>
    <message>
        <source>Show the same files in the space of L3-Net, which does not align images and audio</source>
        <translation>Afficher les mêmes fichiers dans l’espace de L3-Net, qui n’aligne pas images et sons</translation>
    </message>
    <message>
        <source>Compare with library…</source>
        <translation>Comparer avec une bibliothèque…</translation>
    </message>
    <message>
        <source>Show the map of another library beside this one</source>
        <translation>Afficher à côté la carte d’une autre bibliothèque</translation>
    </message>
    <message>
        <source>t-SNE: near dots have similar embeddings. Click a dot to play it.</source>
        <translation>t-SNE&#xa0;: les points proches ont des plongements semblables. Cliquer sur un point pour le lire.</translation>
    </message>
    <message>
        <source>Choose a library to compare</source>
        <translation>Choisir une bibliothèque à comparer</translation>
    </message>
    <message>
        <source>image</source>
        <translation>image</translation>
    </message>
    <message>
        <source>audio</source>
        <translation>son</translation>
    </message>
    <message>
        <source>Command palette…</source>
        <translation>Palette de commandes…</translation>
    </message>
    <message>
        <source>Find any command by a few letters, and run it</source>
        <translation>Trouver toute commande en quelques lettres et l’exécuter</translation>
    </message>
    <message>
        <source>Quick guide</source>
        <translation>Guide rapide</translation>
    </message>
    <message>
        <source>Explain map, score, verdict and timeline</source>
        <translation>Expliquer la carte, le score, le verdict et la frise</translation>
    </message>
    <message>
        <source>Read the documentation that comes with AVOL; it needs no network</source>
        <translation>Lire la documentation d’AVOL&#xa0;; aucun réseau n’est nécessaire</translation>
    </message>
    <message>
        <source>Known classes…</source>
        <translation>Classes connues…</translation>
    </message>
    <message>
        <source>List the classes of sounds and objects that the weights know</source>
        <translation>Lister les classes de sons et d’objets que les poids connaissent</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Show all keyboard shortcuts, and search the commands</source>
        <translation>Afficher tous les raccourcis clavier et chercher les commandes</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>Version et licence</translation>
    </message>
    <message>
        <source>Address of the network camera</source>
        <translation>Adresse de la caméra réseau</translation>
    </message>
    <message>
        <source>Enter opens the camera, Esc cancels</source>
        <translation>Entrée ouvre la caméra, Échap annule</translation>
    </message>
    <message>
        <source>Close without opening a camera (Esc)</source>
        <translation>Fermer sans ouvrir de caméra (Échap)</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Leçons</translation>
    </message>
    <message>
        <source>Each lesson takes about 45 minutes: predict, do, observe, explain, compute.</source>
        <translation>Chaque leçon dure environ 45 minutes&#xa0;: prédire, faire, observer, expliquer, calculer.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open lesson {title}</source>
        <translation>Ouvrir la leçon {title}</translation>
    </message>
    <message>
        <source>No lessons are installed.</source>
        <translation>Aucune leçon n’est installée.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Open this camera (Enter)</source>
        <translation>Ouvrir cette caméra (Entrée)</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>RTSP, MJPEG over HTTP, or the address shown by a phone camera app</source>
        <translation>RTSP, MJPEG sur HTTP, ou l’adresse affichée par une application caméra du téléphone</translation>
    </message>
    <message>
        <source>AVOL compares one frame with the audio around it (live: before it): three seconds, of which the second at the frame counts most. Other weights may use that second alone. Each of 14 × 14 cells gets a score: 0 no evidence, from 0.5 a match. Colour begins just below 0.5. The legend shows which colour is which score. The large number is the best score of all cells.</source>
        <translation>AVOL compare une image au son qui l’entoure (en direct&#xa0;: qui la précède)&#xa0;: trois secondes, dont celle de l’image compte le plus. D’autres poids peuvent utiliser cette seule seconde. Chacune des 14 × 14 cellules reçoit un score&#xa0;: 0 aucun indice, à partir de 0,5 une correspondance. La couleur commence juste sous 0,5. La légende montre la couleur de chaque score. Le grand nombre est le meilleur score de toutes les cellules.</translation>
    </message>
    <message>
        <source>From top to bottom: audio, score over time (filled by playing or analysing), and verdict: green for a match, amber for no match, a thin grey line for an unfamiliar sound.</source>
        <translation>De haut en bas&#xa0;: le son, le score au cours du temps (rempli par la lecture ou l’analyse) et le verdict&#xa0;: vert pour une correspondance, orange pour aucune, une fine ligne grise pour un son inconnu.</translation>
    </message>
    <message>
        <source>silence test: without audio, the map is empty</source>
        <translation>test du silence&#xa0;: sans son, la carte est vide</translation>
    </message>
    <message>
        <source>pin this audio window to compare it with other frames</source>
        <translation>épingler cette fenêtre audio pour la comparer à d’autres images</translation>
    </message>
    <message>
        <source>click an object: the timeline shows when it sounds</source>
        <translation>cliquer sur un objet&#xa0;: la frise montre quand il sonne</translation>
    </message>
    <message>
        <source>previous frame: the map belongs to exactly this frame</source>
        <translation>image précédente&#xa0;: la carte appartient exactement à cette image</translation>
    </message>
    <message>
        <source>next view: heat, contour, peak, grid with the 14 × 14 scores</source>
        <translation>représentation suivante&#xa0;: chaleur, contour, pic, grille avec les 14 × 14 scores</translation>
    </message>
    <message>
        <source>find any command by a few letters, and run it</source>
        <translation>trouver toute commande en quelques lettres et l’exécuter</translation>
    </message>
    <message>
        <source>keyboard shortcuts and a command search</source>
        <translation>raccourcis clavier et recherche de commandes</translation>
    </message>
    <message>
        <source>The model only knows the classes it was trained on, confuses similar instruments such as violin and cello, and may be wrong with a high score. The score is not a probability.</source>
        <translation>Le modèle ne connaît que les classes apprises, confond des instruments semblables comme le violon et le violoncelle, et peut se tromper avec un score élevé. Le score n’est pas une probabilité.</translation>
    </message>
    <message>
        <source>The map</source>
        <translation>La carte</translation>
    </message>
    <message>
        <source>The verdict</source>
        <translation>Le verdict</translation>
    </message>
    <message>
        <source>The timeline</source>
        <translation>La frise chronologique</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>À essayer</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limites</translation>
    </message>
    <message>
        <source>One item per file; an item is relevant if it has the label of the query. 1 is the best possible order. In brackets: 95 % interval. Same metric as avol evaluate retrieval.</source>
        <translation>Un élément par fichier&#xa0;; un élément est pertinent s’il a l’étiquette de la requête. 1 est le meilleur ordre possible. Entre parenthèses&#xa0;: intervalle à 95 %. Même mesure que avol evaluate retrieval.</translation>
    </message>
    <message>
        <source>nDCG@30 of {name}</source>
        <translation>nDCG@30 de {name}</translation>
    </message>
    <message>
        <source>random order</source>
        <translation>ordre aléatoire</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>requêtes</translation>
    </message>
    <message>
        <source>{query} to {base}</source>
        <translation>{query} vers {base}</translation>
    </message>
    <message>
        <source>{value} ({low} to {high})</source>
        <translation>{value} ({low} à {high})</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>Reset all settings to their defaults</source>
        <translation>Rétablir tous les réglages par défaut</translation>
    </message>
    <message>
        <source>Close the settings (Esc)</source>
        <translation>Fermer les réglages (Échap)</translation>
    </message>
    <message>
        <source>Change shortcuts</source>
        <translation>Modifier les raccourcis</translation>
    </message>
    <message>
        <source>New shortcut</source>
        <translation>Nouveau raccourci</translation>
    </message>
    <message>
        <source>Press the new keys</source>
        <translation>Appuyer sur les nouvelles touches</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Affecter</translation>
    </message>
    <message>
        <source>Give these keys to the selected command</source>
        <translation>Affecter ces touches à la commande sélectionnée</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Leave the selected command without keys</source>
        <translation>Laisser la commande sélectionnée sans touches</translation>
    </message>
    <message>
        <source>Give the selected command its default keys</source>
        <translation>Rendre à la commande sélectionnée ses touches par défaut</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Tout réinitialiser</translation>
    </message>
    <message>
        <source>Give all commands their default keys</source>
        <translation>Rendre à toutes les commandes leurs touches par défaut</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Raccourci</translation>
    </message>
    <message>
        <source>Select a command, press its new keys, and choose Set.</source>
        <translation>Sélectionner une commande, appuyer sur ses nouvelles touches et choisir Affecter.</translation>
    </message>
    <message>
        <source>Alt with a letter opens a menu; choose other keys.</source>
        <translation>Alt avec une lettre ouvre un menu&#xa0;; choisir d’autres touches.</translation>
    </message>
    <message>
        <source>{key} belongs to “{texts}”; Set takes it from there.</source>
        <translation>{key} appartient à «&#xa0;{texts}&#xa0;»&#xa0;; Affecter le lui retire.</translation>
    </message>
    <message>
        <source>menu</source>
        <translation>menu</translation>
    </message>
    <message>
        <source>No matching command</source>
        <translation>Aucune commande correspondante</translation>
    </message>
    <message>
        <source>Find a command: box, sound, export…</source>
        <translation>Chercher une commande&#xa0;: cadre, son, exporter…</translation>
    </message>
    <message>
        <source>same moment</source>
        <translation>même moment</translation>
    </message>
    <message>
        <source>same class, other recording</source>
        <translation>même classe, autre enregistrement</translation>
    </message>
    <message>
        <source>other class</source>
        <translation>autre classe</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>silence</translation>
    </message>
    <message>
        <source>Play sound</source>
        <translation>Écouter le son</translation>
    </message>
    <message>
        <source>Belongs</source>
        <translation>Va ensemble</translation>
    </message>
    <message>
        <source>Does not</source>
        <translation>Ne va pas</translation>
    </message>
    <message>
        <source>Let the network judge</source>
        <translation>Laisser juger le réseau</translation>
    </message>
    <message>
        <source>Undo the last one</source>
        <translation>Annuler le dernier</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Calcul en cours…</translation>
    </message>
    <message>
        <source>The pairs could not be judged</source>
        <translation>Les paires n’ont pas pu être jugées</translation>
    </message>
    <message>
        <source>Pair {number} of {total}</source>
        <translation>Paire {number} sur {total}</translation>
    </message>
    <message>
        <source>All {total} pairs are judged</source>
        <translation>Les {total} paires sont jugées</translation>
    </message>
    <message>
        <source>Right: you {mine} of {total}, the network {network} of {total}.</source>
        <translation>Juste&#xa0;: toi {mine} sur {total}, le réseau {network} sur {total}.</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Kept variants</source>
        <translation>Variantes conservées</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>Paire</translation>
    </message>
    <message>
        <source>Click a stage to see its activations.</source>
        <translation>Cliquer sur une étape pour voir ses activations.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>The network that is inspected</source>
        <translation>Le réseau inspecté</translation>
    </message>
    <message>
        <source>Vision encoder</source>
        <translation>Encodeur d’image</translation>
    </message>
    <message>
        <source>Audio encoder</source>
        <translation>Encodeur de son</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>Activations</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Cellule</translation>
    </message>
    <message>
        <source>Input of the network</source>
        <translation>Entrée du réseau</translation>
    </message>
    <message>
        <source>Open a video or a camera, then pause where you want to look.</source>
        <translation>Ouvrir une vidéo ou une caméra, puis mettre en pause à l’endroit voulu.</translation>
    </message>
    <message>
        <source>Strongest first</source>
        <translation>Les plus forts d’abord</translation>
    </message>
    <message>
        <source>Sort channels and numbers by strength</source>
        <translation>Trier canaux et nombres par force</translation>
    </message>
    <message>
        <source>Network of the studio</source>
        <translation>Réseau du studio</translation>
    </message>
    <message>
        <source>Another checkpoint…</source>
        <translation>Autres poids…</translation>
    </message>
    <message>
        <source>{stage}, channel {channel}</source>
        <translation>{stage}, canal {channel}</translation>
    </message>
    <message>
        <source>{stage}, number {channel}: {value}</source>
        <translation>{stage}, nombre {channel}&#xa0;: {value}</translation>
    </message>
    <message>
        <source>Whole image and audio</source>
        <translation>Image entière et son</translation>
    </message>
    <message>
        <source>Row {row}, column {column}</source>
        <translation>Ligne {row}, colonne {column}</translation>
    </message>
    <message>
        <source>Nothing to inspect yet.</source>
        <translation>Rien à inspecter pour l’instant.</translation>
    </message>
    <message>
        <source>Loading the network…</source>
        <translation>Chargement du réseau…</translation>
    </message>
    <message>
        <source>frame {index} at {time}</source>
        <translation>image {index} à {time}</translation>
    </message>
    <message>
        <source>altered input</source>
        <translation>entrée modifiée</translation>
    </message>
    <message>
        <source>Score from 0 to 1; the tick is the match threshold</source>
        <translation>Score de 0 à 1&#xa0;; le trait est le seuil de correspondance</translation>
    </message>
    <message>
        <source>Classes in the audio</source>
        <translation>Classes dans le son</translation>
    </message>
    <message>
        <source>Camera (Ctrl+K opens the last one)</source>
        <translation>Caméra (Ctrl+K ouvre la dernière)</translation>
    </message>
    <message>
        <source>Channel of the microphone</source>
        <translation>Canal du microphone</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Les deux</translation>
    </message>
    <message>
        <source>Left (1)</source>
        <translation>Gauche (1)</translation>
    </message>
    <message>
        <source>Right (2)</source>
        <translation>Droite (2)</translation>
    </message>
    <message>
        <source>Gain of the microphone in dB</source>
        <translation>Gain du microphone en dB</translation>
    </message>
    <message>
        <source>Lost data</source>
        <translation>Données perdues</translation>
    </message>
    <message>
        <source>reconnected {reconnects}×</source>
        <translation>reconnecté {reconnects}×</translation>
    </message>
    <message>
        <source>Delay of the audio behind the video (Ctrl+− and Ctrl++ change it)</source>
        <translation>Retard du son par rapport à l’image (Ctrl+− et Ctrl++ le changent)</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Décalage</translation>
    </message>
    <message>
        <source>Active microphone: {active}</source>
        <translation>Microphone actif&#xa0;: {active}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Video with map (MP4)</source>
        <translation>Vidéo avec carte (MP4)</translation>
    </message>
    <message>
        <source>The video with the map drawn into it, and its audio</source>
        <translation>La vidéo avec la carte dessinée, et son son</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>Tableau (CSV)</translation>
    </message>
    <message>
        <source>Score, peak and verdict of each frame</source>
        <translation>Score, pic et verdict de chaque image</translation>
    </message>
    <message>
        <source>Maps (NPZ)</source>
        <translation>Cartes (NPZ)</translation>
    </message>
    <message>
        <source>All 14 × 14 maps as a NumPy archive</source>
        <translation>Toutes les cartes 14 × 14 en archive NumPy</translation>
    </message>
    <message>
        <source>Draw the map into the video</source>
        <translation>Dessiner la carte dans la vidéo</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>Write verdict and score into the video</source>
        <translation>Écrire verdict et score dans la vidéo</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Légende</translation>
    </message>
    <message>
        <source>Draw the colours of the scores into the video</source>
        <translation>Dessiner les couleurs des scores dans la vidéo</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Export all frames</source>
        <translation>Exporter toutes les images</translation>
    </message>
    <message>
        <source>Loop A to B</source>
        <translation>Boucle de A à B</translation>
    </message>
    <message>
        <source>Export the frames from A to B</source>
        <translation>Exporter les images de A à B</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Export the frames between two times</source>
        <translation>Exporter les images entre deux instants</translation>
    </message>
    <message>
        <source>Start of the export</source>
        <translation>Début de l’exportation</translation>
    </message>
    <message>
        <source>End of the export</source>
        <translation>Fin de l’exportation</translation>
    </message>
    <message>
        <source>Open the folder of the exported files</source>
        <translation>Ouvrir le dossier des fichiers exportés</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>Choisir un autre dossier</translation>
    </message>
    <message>
        <source>Close this window; a running export continues (Esc)</source>
        <translation>Fermer cette fenêtre&#xa0;; une exportation en cours continue (Échap)</translation>
    </message>
    <message>
        <source>Start the export (Enter)</source>
        <translation>Démarrer l’exportation (Entrée)</translation>
    </message>
    <message>
        <source>Maps as on screen ({note}). The video keeps its own audio.</source>
        <translation>Cartes comme à l’écran ({note}). La vidéo garde son propre son.</translation>
    </message>
    <message>
        <source>Done. {}</source>
        <translation>Terminé. {}</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Plage</translation>
    </message>
    <message>
        <source>to</source>
        <translation>à</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>The folder contains no video or image.</source>
        <translation>Le dossier ne contient ni vidéo ni image.</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>Fichier suivant</translation>
    </message>
    <message>
        <source>Open the next file of the queue</source>
        <translation>Ouvrir le fichier suivant de la file</translation>
    </message>
    <message>
        <source>There is no next file; drop several files to queue them</source>
        <translation>Il n’y a pas de fichier suivant&#xa0;; déposer plusieurs fichiers pour les mettre en file</translation>
    </message>
    <message>
        <source>Previous file</source>
        <translation>Fichier précédent</translation>
    </message>
    <message>
        <source>Open the previous file of the queue</source>
        <translation>Ouvrir le fichier précédent de la file</translation>
    </message>
    <message>
        <source>There is no previous file</source>
        <translation>Il n’y a pas de fichier précédent</translation>
    </message>
    <message>
        <source>Open several files first</source>
        <translation>Ouvrir d’abord plusieurs fichiers</translation>
    </message>
    <message>
        <source>{} ({} of {})</source>
        <translation>{} ({} sur {})</translation>
    </message>
    <message>
        <source>In the video</source>
        <translation>Dans la vidéo</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Choose at least one kind of file.</source>
        <translation>Choisir au moins un type de fichier.</translation>
    </message>
    <message>
        <source>Write times as 12.5 or 1:02.5.</source>
        <translation>Écrire les temps comme 12,5 ou 1:02,5.</translation>
    </message>
    <message>
        <source>Folder of the export</source>
        <translation>Dossier de l’exportation</translation>
    </message>
    <message>
        <source>A new folder in {}</source>
        <translation>Un nouveau dossier dans {}</translation>
    </message>
    <message>
        <source>{} as seconds, m:ss or h:mm:ss</source>
        <translation>{} en secondes, m:ss ou h:mm:ss</translation>
    </message>
    <message>
        <source>Colours of the scores; the scale is always 0 to 1</source>
        <translation>Couleurs des scores&#xa0;; l’échelle va toujours de 0 à 1</translation>
    </message>
    <message>
        <source>score, fixed scale</source>
        <translation>score, échelle fixe</translation>
    </message>
    <message>
        <source>Opacity (Ctrl+↑ and Ctrl+↓)</source>
        <translation>Opacité (Ctrl+↑ et Ctrl+↓)</translation>
    </message>
    <message>
        <source>Lowest score that is drawn (Shift+↑ and Shift+↓); at 0, outlines begin at 0.5</source>
        <translation>Score le plus bas qui est dessiné (Maj+↑ et Maj+↓)&#xa0;; à 0, les contours commencent à 0,5</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Colour map; all three suit colour-blind viewers (C)</source>
        <translation>Palette de couleurs&#xa0;; les trois conviennent aux daltoniens (C)</translation>
    </message>
    <message>
        <source>Sound {letter}</source>
        <translation>Son {letter}</translation>
    </message>
    <message>
        <source>Use {name} for the map</source>
        <translation>Utiliser {name} pour la carte</translation>
    </message>
    <message>
        <source>Score of {name}</source>
        <translation>Score de {name}</translation>
    </message>
    <message>
        <source>Score of this sound on the shown frame</source>
        <translation>Score de ce son sur l’image affichée</translation>
    </message>
    <message>
        <source>Use the audio of the video for the map</source>
        <translation>Utiliser le son de la vidéo pour la carte</translation>
    </message>
    <message>
        <source>This sound replaces the audio of the video</source>
        <translation>Ce son remplace le son de la vidéo</translation>
    </message>
    <message>
        <source>Pinned sounds are outlined where the model would place them. Compare: Y. Drop audio files here to add them.</source>
        <translation>Les sons épinglés sont entourés là où le modèle les placerait. Comparer&#xa0;: Y. Déposer ici des fichiers audio pour les ajouter.</translation>
    </message>
    <message>
        <source>Pin a sound</source>
        <translation>Épingler un son</translation>
    </message>
    <message>
        <source>Pin a sound: shows where the model would place it</source>
        <translation>Épingler un son&#xa0;: montre où le modèle le placerait</translation>
    </message>
    <message>
        <source>Pin a sound…</source>
        <translation>Épingler un son…</translation>
    </message>
    <message>
        <source>When does this object sound? Click the object, or drag over it. The timeline shows the score.</source>
        <translation>Quand cet objet sonne-t-il&#xa0;? Cliquer sur l’objet ou tracer un cadre autour. La frise montre le score.</translation>
    </message>
    <message>
        <source>The bright parts of the spectrogram above drove this score.</source>
        <translation>Les parties claires du spectrogramme ci-dessus ont déterminé ce score.</translation>
    </message>
    <message>
        <source>Play {time}, score {score}</source>
        <translation>Lire {time}, score {score}</translation>
    </message>
    <message>
        <source>Play from half a second before {time}</source>
        <translation>Lire à partir d’une demi-seconde avant {time}</translation>
    </message>
    <message>
        <source>No region selected</source>
        <translation>Aucune région sélectionnée</translation>
    </message>
    <message>
        <source>One cell</source>
        <translation>Une cellule</translation>
    </message>
    <message>
        <source>Selected region</source>
        <translation>Région sélectionnée</translation>
    </message>
    <message>
        <source>Score {score} (rank {rank} of {cells} cells)</source>
        <translation>Score {score} (rang {rank} sur {cells} cellules)</translation>
    </message>
    <message>
        <source>Computing scores…</source>
        <translation>Calcul des scores…</translation>
    </message>
    <message>
        <source>{progress} % of the audio analysed.</source>
        <translation>{progress} % du son analysé.</translation>
    </message>
    <message>
        <source>No matching second found.</source>
        <translation>Aucune seconde correspondante trouvée.</translation>
    </message>
    <message>
        <source>No second reaches the threshold {threshold}.</source>
        <translation>Aucune seconde n’atteint le seuil {threshold}.</translation>
    </message>
    <message>
        <source>Computing attribution…</source>
        <translation>Calcul de l’attribution…</translation>
    </message>
    <message>
        <source>Images matching this audio</source>
        <translation>Images correspondant à ce son</translation>
    </message>
    <message>
        <source>Audio matching this image</source>
        <translation>Sons correspondant à cette image</translation>
    </message>
    <message>
        <source>Playing search hit</source>
        <translation>Lecture du résultat</translation>
    </message>
    <message>
        <source>Images matching this audio: silence</source>
        <translation>Images correspondant à ce son&#xa0;: silence</translation>
    </message>
    <message>
        <source>{activity} ({n} of {total})…</source>
        <translation>{activity} ({n} sur {total})…</translation>
    </message>
    <message>
        <source>Audio matching this region</source>
        <translation>Sons correspondant à cette région</translation>
    </message>
    <message>
        <source>Images matching this sound</source>
        <translation>Images correspondant à ce son</translation>
    </message>
    <message>
        <source>Images matching the audio from A to B</source>
        <translation>Images correspondant au son de A à B</translation>
    </message>
    <message>
        <source>Sample library (comes with AVOL)</source>
        <translation>Bibliothèque d’exemple (fournie avec AVOL)</translation>
    </message>
    <message>
        <source>My library</source>
        <translation>Ma bibliothèque</translation>
    </message>
    <message>
        <source>Images: {images}, audio clips: {audio}. Drop files to add them.</source>
        <translation>Images&#xa0;: {images}, extraits sonores&#xa0;: {audio}. Déposer des fichiers pour les ajouter.</translation>
    </message>
    <message>
        <source>Drop files to add them.</source>
        <translation>Déposer des fichiers pour les ajouter.</translation>
    </message>
    <message>
        <source>{name} ({join});;All files (*)</source>
        <translation>{name} ({join});;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Recording waits for video</source>
        <translation>L’enregistrement attend la vidéo</translation>
    </message>
    <message>
        <source>Saving video… {rendering} %</source>
        <translation>Enregistrement de la vidéo… {rendering} %</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>{size} libres</translation>
    </message>
    <message numerus="yes">
        <source>%n frames lost</source>
        <translation>
            <numerusform>%n image perdue</numerusform>
            <numerusform>%n images perdues</numerusform>
        </translation>
    </message>
    <message>
        <source>{audio_lost} s of audio lost</source>
        <translation>{audio_lost} s de son perdues</translation>
    </message>
    <message>
        <source>Source found</source>
        <translation>Source trouvée</translation>
    </message>
    <message>
        <source>No known source in view</source>
        <translation>Aucune source connue à l’image</translation>
    </message>
    <message>
        <source>The highlighted objects match the audio; all objects of a class are highlighted.</source>
        <translation>Les objets mis en évidence correspondent au son&#xa0;; tous les objets d’une classe sont mis en évidence.</translation>
    </message>
    <message>
        <source>No known source</source>
        <translation>Aucune source connue</translation>
    </message>
    <message>
        <source>The model recognises the audio, and sees no object of these classes.</source>
        <translation>Le modèle reconnaît le son et ne voit aucun objet de ces classes.</translation>
    </message>
    <message>
        <source>Unfamiliar sound</source>
        <translation>Son inconnu</translation>
    </message>
    <message>
        <source>The audio belongs to no class that the model knows; see Help, Known classes.</source>
        <translation>Le son n’appartient à aucune classe connue du modèle&#xa0;; voir Aide, Classes connues.</translation>
    </message>
    <message>
        <source>The audio is silent at this time.</source>
        <translation>Le son est silencieux à cet instant.</translation>
    </message>
    <message>
        <source>No audio</source>
        <translation>Pas de son</translation>
    </message>
    <message>
        <source>There is no audio; replace it with Analysis, Replace audio.</source>
        <translation>Il n’y a pas de son&#xa0;; en choisir un avec Analyse, Remplacer le son.</translation>
    </message>
    <message>
        <source>Audio: {classes}</source>
        <translation>Son&#xa0;: {classes}</translation>
    </message>
    <message>
        <source>Probability of a match: {percent} %</source>
        <translation>Probabilité d’une correspondance&#xa0;: {percent} %</translation>
    </message>
    <message>
        <source>No image</source>
        <translation>Pas d’image</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Pas de modèle</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Chargement du modèle…</translation>
    </message>
    <message>
        <source>Computing the fine map…</source>
        <translation>Calcul de la carte fine…</translation>
    </message>
    <message>
        <source>Computing the map…</source>
        <translation>Calcul de la carte…</translation>
    </message>
    <message>
        <source>Preview frame</source>
        <translation>Image d’aperçu</translation>
    </message>
    <message>
        <source>Drag: scrub. ← and →: 5 s. + and −: zoom. Shift+drag: loop. Ctrl+drag: use as test sound. Ctrl+Shift+drag: search</source>
        <translation>Glisser&#xa0;: parcourir. ← et →&#xa0;: 5 s. + et −&#xa0;: zoom. Maj+glisser&#xa0;: boucle. Ctrl+glisser&#xa0;: son de test. Ctrl+Maj+glisser&#xa0;: chercher</translation>
    </message>
    <message>
        <source>{now} of {end}</source>
        <translation>{now} sur {end}</translation>
    </message>
    <message>
        <source>Image cells</source>
        <translation>Cellules de l’image</translation>
    </message>
    <message>
        <source>Arrow keys: move. Shift+arrow keys: select. Enter: query the region.</source>
        <translation>Flèches&#xa0;: déplacer. Maj+flèches&#xa0;: sélectionner. Entrée&#xa0;: interroger la région.</translation>
    </message>
    <message>
        <source>Row {line}, column {column}</source>
        <translation>Ligne {line}, colonne {column}</translation>
    </message>
    <message>
        <source>{text}: score {shown}</source>
        <translation>{text}&#xa0;: score {shown}</translation>
    </message>
    <message>
        <source>Zoom {factor} %</source>
        <translation>Zoom {factor} %</translation>
    </message>
    <message>
        <source>FROZEN</source>
        <translation>FIGÉ</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Vidéo</translation>
    </message>
    <message>
        <source>The frame with the map of the sound source</source>
        <translation>L’image avec la carte de la source sonore</translation>
    </message>
    <message>
        <source>silence test</source>
        <translation>test du silence</translation>
    </message>
    <message>
        <source>audio: {name}</source>
        <translation>son&#xa0;: {name}</translation>
    </message>
    <message>
        <source>smoothed {seconds} s</source>
        <translation>lissé {seconds} s</translation>
    </message>
    <message>
        <source>map hidden</source>
        <translation>carte masquée</translation>
    </message>
    <message>
        <source>below threshold</source>
        <translation>sous le seuil</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Level of the audio in dB re full scale</source>
        <translation>Niveau du son en dB par rapport à la pleine échelle</translation>
    </message>
    <message>
        <source>CLIPS</source>
        <translation>SATURE</translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation>Microphone par défaut</translation>
    </message>
    <message>
        <source>Microphone of the camera</source>
        <translation>Microphone de la caméra</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Softened maximum</source>
        <translation>Maximum adouci</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>Ticks, shortcut prevented</source>
        <translation>Tics, raccourci empêché</translation>
    </message>
    <message>
        <source>Ticks, shortcut possible</source>
        <translation>Tics, raccourci possible</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>Equal seeds give equal runs: weights, pairs and order</source>
        <translation>Des graines égales donnent des essais égaux&#xa0;: poids, paires et ordre</translation>
    </message>
    <message>
        <source>Train on synthetic clips, or on a folder of own short videos</source>
        <translation>Entraîner avec des clips synthétiques ou avec un dossier de vidéos courtes personnelles</translation>
    </message>
    <message>
        <source>Flipped labels</source>
        <translation>Étiquettes inversées</translation>
    </message>
    <message>
        <source>Call matched pairs mismatched, and the other way round</source>
        <translation>Dire non assorties les paires assorties, et inversement</translation>
    </message>
    <message>
        <source>Mismatched pairs</source>
        <translation>Paires non assorties</translation>
    </message>
    <message>
        <source>Train on mismatched pairs too</source>
        <translation>Entraîner aussi avec des paires non assorties</translation>
    </message>
    <message>
        <source>Misalignment</source>
        <translation>Décalage</translation>
    </message>
    <message>
        <source>Offset image and audio of a pair by up to 0.2 s at random</source>
        <translation>Décaler au hasard l’image et le son d’une paire de 0,2 s au plus</translation>
    </message>
    <message>
        <source>Ticks</source>
        <translation>Tics</translation>
    </message>
    <message>
        <source>Ticks at every frame; the shortcut: mismatched audio is cut off the frame grid</source>
        <translation>Un tic à chaque image&#xa0;; le raccourci&#xa0;: le son non assorti est coupé hors de la grille des images</translation>
    </message>
    <message>
        <source>Little data</source>
        <translation>Peu de données</translation>
    </message>
    <message>
        <source>Train on 16 pairs instead of 512</source>
        <translation>Entraîner avec 16 paires au lieu de 512</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Taux d’apprentissage</translation>
    </message>
    <message>
        <source>Length of a step</source>
        <translation>Longueur d’un pas</translation>
    </message>
    <message>
        <source>Another learning rate</source>
        <translation>Autre taux d’apprentissage</translation>
    </message>
    <message>
        <source>From 0.00001 to 1</source>
        <translation>De 0,00001 à 1</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Agrégation</translation>
    </message>
    <message>
        <source>How the cells become one score</source>
        <translation>Comment les cellules deviennent un score</translation>
    </message>
    <message>
        <source>Synthetic clips</source>
        <translation>Clips synthétiques</translation>
    </message>
    <message>
        <source>Own videos…</source>
        <translation>Vidéos personnelles…</translation>
    </message>
    <message>
        <source>Folder with at least four short videos</source>
        <translation>Dossier d’au moins quatre vidéos courtes</translation>
    </message>
    <message>
        <source>default</source>
        <translation>défaut</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Autre…</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>Fermer le message</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Fermer ce message</translation>
    </message>
    <message>
        <source>this frame</source>
        <translation>cette image</translation>
    </message>
    <message>
        <source>The log-spectrogram that the model gets, one audio window long</source>
        <translation>Le spectrogramme logarithmique que reçoit le modèle, long d’une fenêtre audio</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spectrogramme</translation>
    </message>
    <message>
        <source>Drag to erase; click an erased area to restore it</source>
        <translation>Glisser efface&#xa0;; un clic sur une zone effacée la rétablit</translation>
    </message>
    <message>
        <source>No audio yet</source>
        <translation>Pas encore de son</translation>
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
        <translation>État</translation>
    </message>
    <message>
        <source>Open the folder of the saved file (Ctrl+Alt+S)</source>
        <translation>Ouvrir le dossier du fichier enregistré (Ctrl+Alt+S)</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>Performances</translation>
    </message>
    <message>
        <source>Engine · maps per second · median delay from a frame to its map · dropped frames</source>
        <translation>Moteur · cartes par seconde · retard médian de l’image à sa carte · images omises</translation>
    </message>
    <message>
        <source>Export progress</source>
        <translation>Progression de l’exportation</translation>
    </message>
    <message>
        <source>Analysis progress</source>
        <translation>Progression de l’analyse</translation>
    </message>
    <message>
        <source>Analysed frames of this file; A pauses and resumes</source>
        <translation>Images analysées de ce fichier&#xa0;; A met en pause et reprend</translation>
    </message>
    <message>
        <source>exporting {progress} %</source>
        <translation>exportation {progress} %</translation>
    </message>
    <message>
        <source>analysis paused during playback ({percent})</source>
        <translation>analyse en pause pendant la lecture ({percent})</translation>
    </message>
    <message>
        <source>analysing {percent}</source>
        <translation>analyse {percent}</translation>
    </message>
    <message>
        <source>analysis paused at {percent}</source>
        <translation>analyse en pause à {percent}</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>chargement…</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>pas de modèle</translation>
    </message>
    <message>
        <source>{count} maps/s</source>
        <translation>{count} cartes/s</translation>
    </message>
    <message numerus="yes">
        <source>%n dropped</source>
        <translation>
            <numerusform>%n omise</numerusform>
            <numerusform>%n omises</numerusform>
        </translation>
    </message>
    <message>
        <source>Engine: {engine}</source>
        <translation>Moteur&#xa0;: {engine}</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>non chargé</translation>
    </message>
    <message>
        <source>Frames shown: {frames_shown}, dropped: {drops}</source>
        <translation>Images affichées&#xa0;: {frames_shown}, omises&#xa0;: {drops}</translation>
    </message>
    <message>
        <source>Maps: {maps}, {maps_per_second} per second, skipped: {skipped}</source>
        <translation>Cartes&#xa0;: {maps}, {maps_per_second} par seconde, ignorées&#xa0;: {skipped}</translation>
    </message>
    <message>
        <source>Frame to map: {value}</source>
        <translation>De l’image à la carte&#xa0;: {value}</translation>
    </message>
    <message>
        <source>Empty search result</source>
        <translation>Résultat de recherche vide</translation>
    </message>
    <message>
        <source>{name} at {time}</source>
        <translation>{name} à {time}</translation>
    </message>
    <message>
        <source>; the file is missing</source>
        <translation>&#xa0;; le fichier manque</translation>
    </message>
    <message>
        <source>{name}, score {score}{missing}</source>
        <translation>{name}, score {score}{missing}</translation>
    </message>
    <message>
        <source>Click (Enter) plays it here, double-click (Ctrl+Enter) opens it</source>
        <translation>Un clic (Entrée) le lit ici, un double-clic (Ctrl+Entrée) l’ouvre</translation>
    </message>
    <message>
        <source>+{} in this file</source>
        <translation>+{} dans ce fichier</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>Volume (↑ and ↓)</source>
        <translation>Volume (↑ et ↓)</translation>
    </message>
    <message>
        <source>live</source>
        <translation>direct</translation>
    </message>
    <message>
        <source>More controls</source>
        <translation>Autres commandes</translation>
    </message>
    <message>
        <source>Controls for which there is no room</source>
        <translation>Commandes qui n’ont pas la place</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>Time to go to</source>
        <translation>Temps visé</translation>
    </message>
    <message>
        <source>Seconds, m:ss or h:mm:ss, then Enter (Esc cancels)</source>
        <translation>Secondes, m:ss ou h:mm:ss, puis Entrée (Échap annule)</translation>
    </message>
    <message>
        <source>Speed ([ and ] by 10 %, J and L from step to step)</source>
        <translation>Vitesse ([ et ] de 10 %, J et L d’un cran)</translation>
    </message>
    <message>
        <source>That is not a file on this computer; drop a video file.</source>
        <translation>Ce n’est pas un fichier de cet ordinateur&#xa0;; déposer un fichier vidéo.</translation>
    </message>
    <message>
        <source>Time since the start; double-click shows the whole file</source>
        <translation>Temps depuis le début&#xa0;; un double-clic montre tout le fichier</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>Audio</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produit</translation>
    </message>
    <message>
        <source>Difference²</source>
        <translation>Différence²</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>From image</source>
        <translation>De l’image</translation>
    </message>
    <message>
        <source>From audio</source>
        <translation>Du son</translation>
    </message>
    <message>
        <source>Weighted</source>
        <translation>Pondéré</translation>
    </message>
    <message>
        <source>Sum of products</source>
        <translation>Somme des produits</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Distance</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Somme</translation>
    </message>
    <message>
        <source>Numbers of image and audio</source>
        <translation>Nombres de l’image et du son</translation>
    </message>
    <message>
        <source>× scale</source>
        <translation>× facteur</translation>
    </message>
    <message>
        <source>+ bias</source>
        <translation>+ biais</translation>
    </message>
    <message>
        <source>= logit</source>
        <translation>= logit</translation>
    </message>
    <message>
        <source>Sigmoid of the logit</source>
        <translation>Sigmoïde du logit</translation>
    </message>
    <message>
        <source>Calibrated score</source>
        <translation>Score calibré</translation>
    </message>
    <message>
        <source>Number on the map</source>
        <translation>Nombre sur la carte</translation>
    </message>
    <message>
        <source>Audio: its waveform or log spectrogram</source>
        <translation>Son&#xa0;: forme d’onde ou spectrogramme logarithmique</translation>
    </message>
    <message>
        <source>Highest score of each frame, 0 to 1; filled by playing or analysing</source>
        <translation>Score le plus haut de chaque image, de 0 à 1&#xa0;; rempli par la lecture ou l’analyse</translation>
    </message>
    <message>
        <source>Verdict: a full band is a source found, its lower half no known source, a thin line an unfamiliar sound or silence; the line below marks the analysed part</source>
        <translation>Verdict&#xa0;: une bande pleine est une source trouvée, sa moitié inférieure aucune source connue, une fine ligne un son inconnu ou le silence&#xa0;; la ligne au-dessous marque la partie analysée</translation>
    </message>
    <message>
        <source>Position: drag to scrub, release for the exact frame</source>
        <translation>Position&#xa0;: glisser pour parcourir, relâcher pour l’image exacte</translation>
    </message>
    <message>
        <source>Of the file as it is, not of the sound or the altered input on screen</source>
        <translation>Pour le fichier tel quel, non pour le son ou l’entrée modifiée à l’écran</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Sons</translation>
    </message>
    <message>
        <source>File: paused, the map belongs exactly to the frame on screen</source>
        <translation>Fichier&#xa0;: en pause, la carte appartient exactement à l’image affichée</translation>
    </message>
    <message>
        <source>Live: the model processes the newest frame with the newest audio</source>
        <translation>Direct&#xa0;: le modèle traite l’image la plus récente avec le son le plus récent</translation>
    </message>
    <message>
        <source>Live, frozen: the image stands still (Space continues)</source>
        <translation>Direct, figé&#xa0;: l’image est arrêtée (Espace continue)</translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation>Ouvrir un fichier récent</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>FICHIER</translation>
    </message>
    <message>
        <source>−{lost} ms audio</source>
        <translation>−{lost} ms de son</translation>
    </message>
    <message>
        <source>○ LIVE</source>
        <translation>○ DIRECT</translation>
    </message>
    <message>
        <source>● LIVE</source>
        <translation>● DIRECT</translation>
    </message>
    <message>
        <source>Audio lost just now; it was replaced by silence of the same length</source>
        <translation>Son perdu à l’instant&#xa0;; il a été remplacé par un silence de même durée</translation>
    </message>
    <message>
        <source>Waiting for the camera…</source>
        <translation>En attente de la caméra…</translation>
    </message>
    <message>
        <source>Frame {index}, {width} × {height}</source>
        <translation>Image {index}, {width} × {height}</translation>
    </message>
    <message>
        <source>Frame {index} of {total}, {width} × {height}</source>
        <translation>Image {index} sur {total}, {width} × {height}</translation>
    </message>
    <message>
        <source>Drop a video, or an image and a sound</source>
        <translation>Déposer une vidéo, ou une image et un son</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>Ouvrir {name}</translation>
    </message>
    <message>
        <source>Searching for cameras…</source>
        <translation>Recherche de caméras…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Récents</translation>
    </message>
    <message>
        <source>No camera found: connect one, or use a network camera</source>
        <translation>Aucune caméra trouvée&#xa0;: en brancher une ou utiliser une caméra réseau</translation>
    </message>
    <message numerus="yes">
        <source>{name} and %n more</source>
        <translation>
            <numerusform>{name} et %n autre</numerusform>
            <numerusform>{name} et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>See which object makes the sound</source>
        <translation>Voir quel objet produit le son</translation>
    </message>
    <message>
        <source>F1  quick guide   ·   ?  keyboard shortcuts   ·   Ctrl+Shift+P  find a command</source>
        <translation>F1  guide rapide   ·  &#xa0;?  raccourcis clavier   ·   Ctrl+Maj+P  chercher une commande</translation>
    </message>
    <message>
        <source>Go to time…</source>
        <translation>Aller au temps…</translation>
    </message>
    <message>
        <source>Type the time to go to</source>
        <translation>Saisir le temps visé</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>Change the settings of AVOL</source>
        <translation>Modifier les réglages d’AVOL</translation>
    </message>
    <message>
        <source>Change shortcuts…</source>
        <translation>Modifier les raccourcis…</translation>
    </message>
    <message>
        <source>Change the keys of the commands</source>
        <translation>Modifier les touches des commandes</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Quit AVOL</source>
        <translation>Quitter AVOL</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>Show only the image, on the whole screen</source>
        <translation>Afficher seulement l’image, sur tout l’écran</translation>
    </message>
    <message>
        <source>Show the menus and panels again</source>
        <translation>Afficher de nouveau les menus et les panneaux</translation>
    </message>
    <message>
        <source>The menus are shown</source>
        <translation>Les menus sont affichés</translation>
    </message>
    <message>
        <source>Exit full screen / Cancel</source>
        <translation>Quitter le plein écran / Annuler</translation>
    </message>
    <message>
        <source>Cancel a region query or drawing boxes, else exit full screen</source>
        <translation>Annuler une interrogation ou le dessin de cadres, sinon quitter le plein écran</translation>
    </message>
    <message>
        <source>There is nothing to cancel</source>
        <translation>Il n’y a rien à annuler</translation>
    </message>
    <message>
        <source>Show or hide the panels</source>
        <translation>Afficher ou masquer les panneaux</translation>
    </message>
    <message>
        <source>Show the playback statistics on the image</source>
        <translation>Afficher les statistiques de lecture sur l’image</translation>
    </message>
    <message>
        <source>Show all commands and panels; off: only the most important ones</source>
        <translation>Afficher toutes les commandes et tous les panneaux&#xa0;; désactivé&#xa0;: seulement les plus importants</translation>
    </message>
    <message>
        <source>Simple mode</source>
        <translation>Mode simple</translation>
    </message>
    <message>
        <source>Exit (Esc)</source>
        <translation>Quitter (Échap)</translation>
    </message>
    <message>
        <source>Exit full screen</source>
        <translation>Quitter le plein écran</translation>
    </message>
    <message>
        <source>Show the menus and panels again (Esc)</source>
        <translation>Afficher de nouveau les menus et les panneaux (Échap)</translation>
    </message>
    <message>
        <source>Banjo</source>
        <translation>Banjo</translation>
    </message>
    <message>
        <source>Bassoon</source>
        <translation>Basson</translation>
    </message>
    <message>
        <source>Cello</source>
        <translation>Violoncelle</translation>
    </message>
    <message>
        <source>Clarinet</source>
        <translation>Clarinette</translation>
    </message>
    <message>
        <source>Double bass</source>
        <translation>Contrebasse</translation>
    </message>
    <message>
        <source>Drums</source>
        <translation>Batterie</translation>
    </message>
    <message>
        <source>Flute</source>
        <translation>Flûte</translation>
    </message>
    <message>
        <source>French horn</source>
        <translation>Cor d’harmonie</translation>
    </message>
    <message>
        <source>Guitar</source>
        <translation>Guitare</translation>
    </message>
    <message>
        <source>Mandolin</source>
        <translation>Mandoline</translation>
    </message>
    <message>
        <source>Oboe</source>
        <translation>Hautbois</translation>
    </message>
    <message>
        <source>Piano</source>
        <translation>Piano</translation>
    </message>
    <message>
        <source>Saxophone</source>
        <translation>Saxophone</translation>
    </message>
    <message>
        <source>Trombone</source>
        <translation>Trombone</translation>
    </message>
    <message>
        <source>Trumpet</source>
        <translation>Trompette</translation>
    </message>
    <message>
        <source>Violin</source>
        <translation>Violon</translation>
    </message>
    <message>
        <source>No image from the camera; check its connection.</source>
        <translation>Pas d’image de la caméra&#xa0;; vérifier sa connexion.</translation>
    </message>
    <message>
        <source>Files in the queue</source>
        <translation>Fichiers dans la file</translation>
    </message>
    <message>
        <source>The library needs the checkpoint “{weights}”, which cannot be loaded ({error}) Rebuild the library from the Tools menu.</source>
        <translation>La bibliothèque exige les poids «&#xa0;{weights}&#xa0;», qui ne peuvent pas être chargés ({error}) Reconstruire la bibliothèque depuis le menu Outils.</translation>
    </message>
    <message>
        <source>Checkpoint not found: {}; choose one that comes with AVOL: {}.</source>
        <translation>Poids introuvables&#xa0;: {}&#xa0;; choisir ceux fournis avec AVOL&#xa0;: {}.</translation>
    </message>
    <message>
        <source>{} does not match its model card (its SHA-256 differs); get fresh copies of both.</source>
        <translation>{} ne correspond pas à sa fiche de modèle (SHA-256 différent)&#xa0;; reprendre une copie des deux.</translation>
    </message>
    <message>
        <source>{} has no localization map; choose an AVOL-Net checkpoint.</source>
        <translation>{} n’a pas de carte de localisation&#xa0;; choisir des poids AVOL-Net.</translation>
    </message>
    <message>
        <source>{} is not a complete safetensors file; get a fresh copy of it.</source>
        <translation>{} n’est pas un fichier safetensors complet&#xa0;; en reprendre une copie.</translation>
    </message>
    <message>
        <source>“{}” cannot be written ({}); choose another folder or free space.</source>
        <translation>«&#xa0;{}&#xa0;» ne peut pas être écrit ({})&#xa0;; choisir un autre dossier ou libérer de l’espace.</translation>
    </message>
    <message>
        <source>Cannot create folder “{}” ({}); choose another.</source>
        <translation>Le dossier «&#xa0;{}&#xa0;» ne peut pas être créé ({})&#xa0;; en choisir un autre.</translation>
    </message>
    <message>
        <source>“{}” cannot be read ({}); check the path.</source>
        <translation>«&#xa0;{}&#xa0;» ne peut pas être lu ({})&#xa0;; vérifier le chemin.</translation>
    </message>
    <message>
        <source>“{}” is encrypted; open a copy without copy protection.</source>
        <translation>«&#xa0;{}&#xa0;» est chiffré&#xa0;; ouvrir une copie sans protection.</translation>
    </message>
    <message>
        <source>“{}” has appeared during the work and was not written by AVOL; choose another place, or replace it with --overwrite.</source>
        <translation>«&#xa0;{}&#xa0;» est apparu pendant le travail et n’a pas été écrit par AVOL&#xa0;; choisir un autre emplacement ou le remplacer avec --overwrite.</translation>
    </message>
    <message>
        <source>“{}” is not a file; choose a file.</source>
        <translation>«&#xa0;{}&#xa0;» n’est pas un fichier&#xa0;; choisir un fichier.</translation>
    </message>
    <message>
        <source>“{}” is not a file; choose another name.</source>
        <translation>«&#xa0;{}&#xa0;» n’est pas un fichier&#xa0;; choisir un autre nom.</translation>
    </message>
    <message>
        <source>“{}” is larger than {} MiB; choose another file or split it.</source>
        <translation>«&#xa0;{}&#xa0;» dépasse {} Mio&#xa0;; choisir un autre fichier ou le diviser.</translation>
    </message>
    <message>
        <source>“{}” is a folder; choose another name.</source>
        <translation>«&#xa0;{}&#xa0;» est un dossier&#xa0;; choisir un autre nom.</translation>
    </message>
    <message>
        <source>“{}” cannot be written; choose a writable folder.</source>
        <translation>«&#xa0;{}&#xa0;» ne peut pas être écrit&#xa0;; choisir un dossier accessible en écriture.</translation>
    </message>
    <message>
        <source>The disk of “{}” is full; free space or choose another.</source>
        <translation>Le disque de «&#xa0;{}&#xa0;» est plein&#xa0;; libérer de l’espace ou en choisir un autre.</translation>
    </message>
    <message>
        <source>There is no CUDA device on this machine; choose “auto”.</source>
        <translation>Cet ordinateur n’a pas de périphérique CUDA&#xa0;; choisir «&#xa0;Automatique&#xa0;».</translation>
    </message>
    <message>
        <source>The CUDA device failed ({}); choose “auto”.</source>
        <translation>Le périphérique CUDA a échoué ({})&#xa0;; choisir «&#xa0;Automatique&#xa0;».</translation>
    </message>
    <message>
        <source>{} was made from other weights; compile again or choose “torch”.</source>
        <translation>{} vient d’autres poids&#xa0;; recompiler ou choisir «&#xa0;PyTorch&#xa0;».</translation>
    </message>
    <message>
        <source>{} is {} off on this processor; choose “fp32” or “torch”.</source>
        <translation>{} s’écarte de {} sur ce processeur&#xa0;; choisir «&#xa0;CPU, 32 bits&#xa0;» ou «&#xa0;PyTorch&#xa0;».</translation>
    </message>
    <message>
        <source>{} has no {} graphs; compile it or choose “torch”.</source>
        <translation>{} n’a pas de graphes {}&#xa0;; les compiler ou choisir «&#xa0;PyTorch&#xa0;».</translation>
    </message>
    <message>
        <source>{} cannot be read; compile again or choose “torch”.</source>
        <translation>{} ne peut pas être lu&#xa0;; recompiler ou choisir «&#xa0;PyTorch&#xa0;».</translation>
    </message>
    <message>
        <source>Attribution needs {}, which is not installed; run: {}</source>
        <translation>L’attribution a besoin de {}, qui n’est pas installé&#xa0;; exécuter&#xa0;: {}</translation>
    </message>
    <message>
        <source>Training needs {}, which is not installed; run: {}</source>
        <translation>L’entraînement a besoin de {}, qui n’est pas installé&#xa0;; exécuter&#xa0;: {}</translation>
    </message>
    <message>
        <source>The engine “{}” needs {}, which is not installed; run: {}</source>
        <translation>Le moteur «&#xa0;{}&#xa0;» a besoin de {}, qui n’est pas installé&#xa0;; exécuter&#xa0;: {}</translation>
    </message>
    <message>
        <source>The library map needs {}, which is not installed; run: {}</source>
        <translation>La carte de la bibliothèque a besoin de {}, qui n’est pas installé&#xa0;; exécuter&#xa0;: {}</translation>
    </message>
    <message>
        <source>The search in a large library needs {}, which is not installed; run: {}</source>
        <translation>La recherche dans une grande bibliothèque a besoin de {}, qui n’est pas installé&#xa0;; exécuter&#xa0;: {}</translation>
    </message>
    <message>
        <source>{} needs {}, which is not installed; run: {}</source>
        <translation>{} a besoin de {}, qui n’est pas installé&#xa0;; exécuter&#xa0;: {}</translation>
    </message>
    <message>
        <source>{} has no map; choose a checkpoint of an AVOL-Net.</source>
        <translation>{} n’a pas de carte&#xa0;; choisir des poids AVOL-Net.</translation>
    </message>
    <message>
        <source>“{}” contains no item with a box; choose another list.</source>
        <translation>«&#xa0;{}&#xa0;» ne contient aucun élément avec cadre&#xa0;; choisir une autre liste.</translation>
    </message>
    <message>
        <source>“{}” contains no item; choose another list.</source>
        <translation>«&#xa0;{}&#xa0;» ne contient aucun élément&#xa0;; choisir une autre liste.</translation>
    </message>
    <message>
        <source>“{}” contains no video; choose another folder.</source>
        <translation>«&#xa0;{}&#xa0;» ne contient pas de vidéo&#xa0;; choisir un autre dossier.</translation>
    </message>
    <message>
        <source>“{}” has no audio; add an audio file (--sound).</source>
        <translation>«&#xa0;{}&#xa0;» n’a pas de son&#xa0;; ajouter un fichier audio (--sound).</translation>
    </message>
    <message>
        <source>The audio of “{}” is damaged; try another copy.</source>
        <translation>Le son de «&#xa0;{}&#xa0;» est endommagé&#xa0;; essayer une autre copie.</translation>
    </message>
    <message>
        <source>“{}” is not a file; choose a media file.</source>
        <translation>«&#xa0;{}&#xa0;» n’est pas un fichier&#xa0;; choisir un fichier multimédia.</translation>
    </message>
    <message>
        <source>“{}” is empty; copy or record it again.</source>
        <translation>«&#xa0;{}&#xa0;» est vide&#xa0;; le copier ou l’enregistrer de nouveau.</translation>
    </message>
    <message>
        <source>The time stamps in “{}” are damaged; try another copy.</source>
        <translation>Les horodatages de «&#xa0;{}&#xa0;» sont endommagés&#xa0;; essayer une autre copie.</translation>
    </message>
    <message>
        <source>“{}” cannot be read; ask for permission to read it.</source>
        <translation>«&#xa0;{}&#xa0;» ne peut pas être lu&#xa0;; demander le droit de lecture.</translation>
    </message>
    <message>
        <source>“{}” is damaged or not a media file; try another copy or convert it to MP4.</source>
        <translation>«&#xa0;{}&#xa0;» est endommagé ou n’est pas un fichier multimédia&#xa0;; essayer une autre copie ou le convertir en MP4.</translation>
    </message>
    <message>
        <source>No frame of “{}” can be decoded; try another copy.</source>
        <translation>Aucune image de «&#xa0;{}&#xa0;» ne peut être décodée&#xa0;; essayer une autre copie.</translation>
    </message>
    <message>
        <source>“{}” has no video; open a video file instead.</source>
        <translation>«&#xa0;{}&#xa0;» n’a pas de vidéo&#xa0;; ouvrir plutôt un fichier vidéo.</translation>
    </message>
    <message>
        <source>“{}” has no audio; open a file with an audio track.</source>
        <translation>«&#xa0;{}&#xa0;» n’a pas de son&#xa0;; ouvrir un fichier avec une piste audio.</translation>
    </message>
    <message>
        <source>“{}” has no audio in it; open another file.</source>
        <translation>«&#xa0;{}&#xa0;» ne contient pas de son&#xa0;; ouvrir un autre fichier.</translation>
    </message>
    <message>
        <source>“{}” has no audio track {}; choose one from 1 to {}.</source>
        <translation>«&#xa0;{}&#xa0;» n’a pas de piste audio {}&#xa0;; en choisir une de 1 à {}.</translation>
    </message>
    <message>
        <source>“{}” has no frame; record for longer.</source>
        <translation>«&#xa0;{}&#xa0;» n’a pas d’image&#xa0;; enregistrer plus longtemps.</translation>
    </message>
    <message>
        <source>“{}” cannot be repaired ({}); check its folder.</source>
        <translation>«&#xa0;{}&#xa0;» ne peut pas être réparé ({})&#xa0;; vérifier son dossier.</translation>
    </message>
    <message>
        <source>“{}” is damaged before its end; try a repair tool.</source>
        <translation>«&#xa0;{}&#xa0;» est endommagé avant la fin&#xa0;; essayer un outil de réparation.</translation>
    </message>
    <message>
        <source>“{}” is not a readable image; use a PNG or JPEG.</source>
        <translation>«&#xa0;{}&#xa0;» n’est pas une image lisible&#xa0;; utiliser PNG ou JPEG.</translation>
    </message>
    <message>
        <source>“{}” cannot be read; check the path “{}”.</source>
        <translation>«&#xa0;{}&#xa0;» ne peut pas être lu&#xa0;; vérifier le chemin «&#xa0;{}&#xa0;».</translation>
    </message>
    <message>
        <source>Model card not found: {}; place it next to the weights file.</source>
        <translation>Fiche de modèle introuvable&#xa0;: {}&#xa0;; la placer à côté des poids.</translation>
    </message>
    <message>
        <source>{} is from a newer AVOL; update AVOL to use it.</source>
        <translation>{} vient d’un AVOL plus récent&#xa0;; mettre AVOL à jour.</translation>
    </message>
    <message>
        <source>“{}” is neither a file nor a bundled sound; choose {}.</source>
        <translation>«&#xa0;{}&#xa0;» n’est ni un fichier ni un son fourni&#xa0;; choisir {}.</translation>
    </message>
    <message>
        <source>The library “{}” was made with other weights ({}) than {}; choose those, or index again with --rebuild.</source>
        <translation>La bibliothèque «&#xa0;{}&#xa0;» a été créée avec d’autres poids ({}) que {}&#xa0;; les choisir ou la reconstruire.</translation>
    </message>
    <message>
        <source>The library “{}” is damaged ({} names no weights); index again with --rebuild.</source>
        <translation>La bibliothèque «&#xa0;{}&#xa0;» est endommagée ({} ne nomme pas de poids)&#xa0;; la reconstruire.</translation>
    </message>
    <message>
        <source>The library “{}” is from a newer AVOL; update AVOL.</source>
        <translation>La bibliothèque «&#xa0;{}&#xa0;» vient d’un AVOL plus récent&#xa0;; mettre AVOL à jour.</translation>
    </message>
    <message>
        <source>The folder “{}” cannot be created ({}); choose another.</source>
        <translation>Le dossier «&#xa0;{}&#xa0;» ne peut pas être créé ({})&#xa0;; en choisir un autre.</translation>
    </message>
    <message>
        <source>“{}” contains no library; add files in the studio or with avol index.</source>
        <translation>«&#xa0;{}&#xa0;» ne contient pas de bibliothèque&#xa0;; ajouter des fichiers.</translation>
    </message>
    <message>
        <source>The library “{}” is damaged ({}); index again with --rebuild.</source>
        <translation>La bibliothèque «&#xa0;{}&#xa0;» est endommagée ({})&#xa0;; la reconstruire.</translation>
    </message>
    <message>
        <source>Another program is writing the library “{}”; try again later.</source>
        <translation>Un autre programme écrit dans la bibliothèque «&#xa0;{}&#xa0;»&#xa0;; réessayer plus tard.</translation>
    </message>
    <message>
        <source>“{}” lacks the columns path and label; add them.</source>
        <translation>Les colonnes path et label manquent dans «&#xa0;{}&#xa0;»&#xa0;; les ajouter.</translation>
    </message>
    <message>
        <source>No two files of the library share a label; sort them into folders.</source>
        <translation>Aucun fichier de la bibliothèque ne partage d’étiquette avec un autre&#xa0;; les trier en dossiers.</translation>
    </message>
    <message>
        <source>The library has fewer than four segments; add files.</source>
        <translation>La bibliothèque a moins de quatre segments&#xa0;; ajouter des fichiers.</translation>
    </message>
    <message>
        <source>The loss of step {} is not finite; start again with a smaller learning rate.</source>
        <translation>La perte du pas {} n’est pas finie&#xa0;; recommencer avec un taux d’apprentissage plus petit.</translation>
    </message>
    <message>
        <source>“{}” has {} usable videos; add videos of at least 1 s with audio, at least {} in all.</source>
        <translation>«&#xa0;{}&#xa0;» contient {} vidéos utilisables&#xa0;; ajouter des vidéos d’au moins 1 s avec du son, au moins {} en tout.</translation>
    </message>
    <message>
        <source>“{}” lasts {} s; choose a time within it.</source>
        <translation>«&#xa0;{}&#xa0;» dure {} s&#xa0;; choisir un instant de cette durée.</translation>
    </message>
    <message>
        <source>“{}” lasts {} s; choose times within it, in order.</source>
        <translation>«&#xa0;{}&#xa0;» dure {} s&#xa0;; choisir des instants de cette durée, dans l’ordre.</translation>
    </message>
    <message>
        <source>Boxes in {} videos or more are needed, and {} was found; annotate further videos, better {} in all.</source>
        <translation>Il faut des cadres dans {} vidéos ou plus, trouvé&#xa0;: {}&#xa0;; annoter d’autres vidéos, de préférence {} au total.</translation>
    </message>
    <message>
        <source>All annotated files have similar sounds; annotate one with another.</source>
        <translation>Tous les fichiers annotés ont des sons semblables&#xa0;; en annoter un avec un autre son.</translation>
    </message>
    <message>
        <source>The recording of the room has {} s; record {} s or more, better {}.</source>
        <translation>L’enregistrement de la salle dure {} s&#xa0;; enregistrer {} s ou plus, de préférence {}.</translation>
    </message>
    <message>
        <source>{} has no class heads; choose “avol”.</source>
        <translation>{} n’a pas de têtes de classes&#xa0;; choisir «&#xa0;avol&#xa0;».</translation>
    </message>
    <message>
        <source>The image of an example is damaged; delete that example.</source>
        <translation>L’image d’un exemple est endommagée&#xa0;; supprimer cet exemple.</translation>
    </message>
    <message>
        <source>The sound of an example is empty; record at least a second.</source>
        <translation>Le son d’un exemple est vide&#xa0;; enregistrer au moins une seconde.</translation>
    </message>
    <message>
        <source>The engine “{}” cannot be taught classes; choose “auto”.</source>
        <translation>Le moteur «&#xa0;{}&#xa0;» ne peut pas apprendre de classes&#xa0;; choisir «&#xa0;Automatique&#xa0;».</translation>
    </message>
    <message>
        <source>{} cannot be read ({}); compile it again.</source>
        <translation>{} ne peut pas être lu ({})&#xa0;; le recompiler.</translation>
    </message>
    <message>
        <source>Images and audio have no common space in this network; search within one modality, or use AVE-Net.</source>
        <translation>Images et sons n’ont pas d’espace commun dans ce réseau&#xa0;; chercher des images avec des images ou des sons avec des sons, ou utiliser AVE-Net.</translation>
    </message>
    <message>
        <source>“{}” would replace the input “{}”; choose another folder.</source>
        <translation>«&#xa0;{}&#xa0;» remplacerait l’entrée «&#xa0;{}&#xa0;»&#xa0;; choisir un autre dossier.</translation>
    </message>
    <message>
        <source>“{}” is not {} ({}); {}.</source>
        <translation>«&#xa0;{}&#xa0;» n’est pas {} ({})&#xa0;; {}.</translation>
    </message>
    <message>
        <source>“{}” is neither a lesson nor a file; choose {}.</source>
        <translation>«&#xa0;{}&#xa0;» n’est ni une leçon ni un fichier&#xa0;; choisir parmi&#xa0;: {}.</translation>
    </message>
    <message>
        <source>“{}” is from a newer AVOL; update AVOL to open it.</source>
        <translation>«&#xa0;{}&#xa0;» vient d’un AVOL plus récent&#xa0;; mettre AVOL à jour pour l’ouvrir.</translation>
    </message>
    <message>
        <source>“{}” is from a newer AVOL; update AVOL to read it.</source>
        <translation>«&#xa0;{}&#xa0;» vient d’un AVOL plus récent&#xa0;; mettre AVOL à jour pour le lire.</translation>
    </message>
    <message>
        <source>The prediction is locked; go on to the next part of the step.</source>
        <translation>La prédiction est verrouillée&#xa0;; continuer avec la partie suivante de l’étape.</translation>
    </message>
    <message>
        <source>{} of {} pairs are judged; judge all of them.</source>
        <translation>{} paires jugées sur {}&#xa0;; les juger toutes.</translation>
    </message>
    <message>
        <source>{} of {} sounds are ordered; order each of them once.</source>
        <translation>{} sons ordonnés sur {}&#xa0;; ordonner chacun une fois.</translation>
    </message>
    <message>
        <source>There is no try yet; log tries first.</source>
        <translation>Il n’y a pas encore d’essai&#xa0;; noter d’abord des essais.</translation>
    </message>
    <message>
        <source>This number needs a video, and the lesson has none; name its media.</source>
        <translation>Ce nombre demande une vidéo, et la leçon n’en a pas&#xa0;; indiquer son média.</translation>
    </message>
    <message>
        <source>The number cannot be computed ({}); correct the lesson.</source>
        <translation>Le nombre ne peut pas être calculé ({})&#xa0;; corriger la leçon.</translation>
    </message>
    <message>
        <source>The number does not exist for these weights; choose other weights for this step.</source>
        <translation>Ce nombre n’existe pas pour ces poids&#xa0;; choisir d’autres poids pour cette étape.</translation>
    </message>
    <message>
        <source>The model card of these weights has no reliability; choose calibrated weights.</source>
        <translation>La fiche de modèle de ces poids n’a pas de fiabilité&#xa0;; choisir des poids calibrés.</translation>
    </message>
    <message>
        <source>This training does not reach the accuracy; choose a longer one.</source>
        <translation>Cet entraînement n’atteint pas l’exactitude&#xa0;; en choisir un plus long.</translation>
    </message>
    <message>
        <source>Own videos have no known positions; choose synthetic clips.</source>
        <translation>Les vidéos personnelles n’ont pas de positions connues&#xa0;; choisir des clips synthétiques.</translation>
    </message>
    <message>
        <source>There are no images: the class cannot be seen; add some.</source>
        <translation>Il n’y a pas d’images&#xa0;: la classe ne peut pas être vue&#xa0;; en ajouter.</translation>
    </message>
    <message>
        <source>There are no sounds: the class cannot be heard; add some.</source>
        <translation>Il n’y a pas de sons&#xa0;: la classe ne peut pas être entendue&#xa0;; en ajouter.</translation>
    </message>
    <message>
        <source>There is only 1 image; add {} more.</source>
        <translation>Il n’y a que 1 image&#xa0;; en ajouter {}.</translation>
    </message>
    <message>
        <source>There is only 1 sound; add {} more.</source>
        <translation>Il n’y a que 1 son&#xa0;; en ajouter {}.</translation>
    </message>
    <message>
        <source>There are only {} images; add {} more.</source>
        <translation>Il n’y a que {} images&#xa0;; en ajouter {}.</translation>
    </message>
    <message>
        <source>There are only {} sounds; add {} more.</source>
        <translation>Il n’y a que {} sons&#xa0;; en ajouter {}.</translation>
    </message>
    <message>
        <source>Example {} does not fit the others; check or delete it.</source>
        <translation>L’exemple {} ne va pas avec les autres&#xa0;; le vérifier ou le supprimer.</translation>
    </message>
    <message>
        <source>Examples {} do not fit the others; check or delete them.</source>
        <translation>Les exemples {} ne vont pas avec les autres&#xa0;; les vérifier ou les supprimer.</translation>
    </message>
    <message>
        <source>{} was made for other weights ({}) and cannot be used; choose those weights, or adapt again.</source>
        <translation>{} a été fait pour d’autres poids ({}) et ne peut pas servir&#xa0;; choisir ces poids, ou adapter de nouveau.</translation>
    </message>
    <message>
        <source>{} were made for other weights ({}) and cannot be used; choose those weights, or adapt again.</source>
        <translation>{} ont été faits pour d’autres poids ({}) et ne peuvent pas servir&#xa0;; choisir ces poids, ou adapter de nouveau.</translation>
    </message>
    <message>
        <source>{} videos are few; annotate {} or more for a reliable result.</source>
        <translation>{} vidéos, c’est peu&#xa0;; en annoter {} ou plus pour un résultat fiable.</translation>
    </message>
    <message>
        <source>{} s are short; record a minute or more.</source>
        <translation>{} s, c’est court&#xa0;; enregistrer une minute ou plus.</translation>
    </message>
    <message>
        <source>The noise of the room is left out: {}</source>
        <translation>Le bruit de la salle est laissé de côté&#xa0;: {}</translation>
    </message>
    <message>
        <source>The images look like {} and the sounds like {}; check that they belong together.</source>
        <translation>Les images ressemblent à&#xa0;: {}, les sons à&#xa0;: {}&#xa0;; vérifier qu’ils vont ensemble.</translation>
    </message>
    <message>
        <source>{}, fine maps</source>
        <translation>{}, cartes fines</translation>
    </message>
    <message>
        <source>This number</source>
        <translation>Ce nombre</translation>
    </message>
    <message>
        <source>a lesson</source>
        <translation>une leçon</translation>
    </message>
    <message>
        <source>a translation of this lesson</source>
        <translation>une traduction de cette leçon</translation>
    </message>
    <message>
        <source>a box list</source>
        <translation>une liste de cadres</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>il est vide</translation>
    </message>
    <message>
        <source>it contains binary data</source>
        <translation>il contient des données binaires</translation>
    </message>
    <message>
        <source>it is incomplete</source>
        <translation>il est incomplet</translation>
    </message>
    <message>
        <source>line {} is not UTF-8</source>
        <translation>la ligne {} n’est pas en UTF-8</translation>
    </message>
    <message>
        <source>line {}: {}</source>
        <translation>ligne {}&#xa0;: {}</translation>
    </message>
    <message>
        <source>“{}” is missing</source>
        <translation>«&#xa0;{}&#xa0;» manque</translation>
    </message>
    <message>
        <source>save it as UTF-8</source>
        <translation>l’enregistrer en UTF-8</translation>
    </message>
    <message>
        <source>choose another file</source>
        <translation>choisir un autre fichier</translation>
    </message>
    <message>
        <source>correct it</source>
        <translation>le corriger</translation>
    </message>
    <message>
        <source>correct that line</source>
        <translation>corriger cette ligne</translation>
    </message>
    <message>
        <source>correct that value</source>
        <translation>corriger cette valeur</translation>
    </message>
    <message>
        <source>correct that item</source>
        <translation>corriger cet élément</translation>
    </message>
    <message>
        <source>copy it beside the lesson</source>
        <translation>le copier à côté de la leçon</translation>
    </message>
    <message>
        <source>follow the lesson</source>
        <translation>suivre la leçon</translation>
    </message>
    <message>
        <source>A class “{}” was already taught; add examples to it, or choose another name.</source>
        <translation>Une classe «&#xa0;{}&#xa0;» est déjà apprise&#xa0;; lui ajouter des exemples, ou choisir un autre nom.</translation>
    </message>
    <message>
        <source>A class “{}” was already taught; choose another name.</source>
        <translation>Une classe «&#xa0;{}&#xa0;» est déjà apprise&#xa0;; choisir un autre nom.</translation>
    </message>
    <message>
        <source>A class needs a name of 1 to {} printable characters; choose another one.</source>
        <translation>Une classe a besoin d’un nom de 1 à {} caractères imprimables&#xa0;; en choisir un autre.</translation>
    </message>
    <message>
        <source>{} was taught for other weights ({}) and cannot be used; choose those weights, or teach again from the media.</source>
        <translation>{} a été apprise pour d’autres poids ({}) et n’est pas utilisable&#xa0;; choisir ces poids, ou recommencer avec les médias.</translation>
    </message>
    <message>
        <source>{} were taught for other weights ({}) and cannot be used; choose those weights, or teach again from the media.</source>
        <translation>{} ont été apprises pour d’autres poids ({}) et ne sont pas utilisables&#xa0;; choisir ces poids, ou recommencer avec les médias.</translation>
    </message>
    <message>
        <source>“{}” was taught for other weights ({}); choose those weights, or teach it again from its media.</source>
        <translation>«&#xa0;{}&#xa0;» a été apprise pour d’autres poids ({})&#xa0;; choisir ces poids, ou recommencer avec ses médias.</translation>
    </message>
    <message>
        <source>{} has no class heads and cannot be taught classes; choose “avol”.</source>
        <translation>{} n’a pas de têtes de classes et ne peut pas apprendre de classes&#xa0;; choisir «&#xa0;avol&#xa0;».</translation>
    </message>
    <message>
        <source>“{}” cannot be taught classes ({} is missing); {}.</source>
        <translation>«&#xa0;{}&#xa0;» ne peut apprendre de classes ({} manque)&#xa0;; {}.</translation>
    </message>
    <message>
        <source>No example shows “{}” or sounds like it; add an image or a sound of it.</source>
        <translation>Aucun exemple ne montre «&#xa0;{}&#xa0;» ni ne sonne ainsi&#xa0;; en ajouter une image ou un son.</translation>
    </message>
    <message>
        <source>“{}” is not a file of taught classes ({}); choose another file.</source>
        <translation>«&#xa0;{}&#xa0;» n’est pas un fichier de classes apprises ({})&#xa0;; choisir un autre fichier.</translation>
    </message>
    <message>
        <source>{what} are from a newer AVOL and stay unchanged; update AVOL to edit them.</source>
        <translation>{what} viennent d’un AVOL plus récent et restent inchangés&#xa0;; mettre AVOL à jour pour les modifier.</translation>
    </message>
    <message>
        <source>{what} cannot be read ({cause}); changes are not saved: check “{path}”.</source>
        <translation>{what} ne peuvent pas être lus ({cause})&#xa0;; les modifications ne sont pas enregistrées&#xa0;: vérifier «&#xa0;{path}&#xa0;».</translation>
    </message>
    <message>
        <source>are damaged</source>
        <translation>sont endommagés</translation>
    </message>
    <message>
        <source>have an invalid value for “{name}”</source>
        <translation>ont une valeur incorrecte pour «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>{what} {cause}; changes are not saved: check “{path}”.</source>
        <translation>{what} {cause}&#xa0;; les modifications ne sont pas enregistrées&#xa0;: vérifier «&#xa0;{path}&#xa0;».</translation>
    </message>
    <message>
        <source>{what} {cause}; AVOL keeps the file as “{path}” and starts afresh.</source>
        <translation>{what} {cause}&#xa0;; AVOL garde le fichier sous «&#xa0;{path}&#xa0;» et recommence.</translation>
    </message>
    <message>
        <source>The recent files</source>
        <translation>Les fichiers récents</translation>
    </message>
    <message>
        <source>The settings</source>
        <translation>Les réglages</translation>
    </message>
    <message>
        <source>The settings were not saved: {error}</source>
        <translation>Les réglages n’ont pas été enregistrés&#xa0;: {error}</translation>
    </message>
    <message>
        <source>map not empty</source>
        <translation>carte non vide</translation>
    </message>
    <message>
        <source>peak outside the box</source>
        <translation>pic hors du cadre</translation>
    </message>
    <message>
        <source>These weights do not name their classes; their model card states the training data.</source>
        <translation>Ces poids ne nomment pas leurs classes&#xa0;; leur fiche de modèle indique les données d’entraînement.</translation>
    </message>
    <message>
        <source>Known classes</source>
        <translation>Classes connues</translation>
    </message>
    <message numerus="yes">
        <source>{title} {version}: %n classes</source>
        <translation>
            <numerusform>{title} {version}&#xa0;: %n classe</numerusform>
            <numerusform>{title} {version}&#xa0;: %n classes</numerusform>
        </translation>
    </message>
    <message>
        <source>Taught: {names}</source>
        <translation>Apprises&#xa0;: {names}</translation>
    </message>
    <message>
        <source>From the model card, which is in English</source>
        <translation>De la fiche de modèle, qui est en anglais</translation>
    </message>
    <message>
        <source>This feature</source>
        <translation>Cette fonction</translation>
    </message>
    <message>
        <source>The training process ended, perhaps out of memory; reset the training.</source>
        <translation>Le processus d’entraînement s’est arrêté, peut-être faute de mémoire&#xa0;; réinitialiser l’entraînement.</translation>
    </message>
    <message>
        <source>Train a tiny network…</source>
        <translation>Entraîner un réseau minuscule…</translation>
    </message>
    <message>
        <source>Train a tiny network in the window, and break it on purpose</source>
        <translation>Entraîner un réseau minuscule dans la fenêtre, et le casser exprès</translation>
    </message>
    <message>
        <source>“{name}” is saved; it knows only what it was trained on.</source>
        <translation>«&#xa0;{name}&#xa0;» est enregistré&#xa0;; il ne connaît que ce avec quoi il a été entraîné.</translation>
    </message>
    <message>
        <source>Use in the studio</source>
        <translation>Utiliser dans le studio</translation>
    </message>
    <message>
        <source>Loss over steps</source>
        <translation>Perte par pas</translation>
    </message>
    <message>
        <source>previous run</source>
        <translation>essai précédent</translation>
    </message>
    <message>
        <source>each step</source>
        <translation>chaque pas</translation>
    </message>
    <message>
        <source>mean of ten steps</source>
        <translation>moyenne de dix pas</translation>
    </message>
    <message>
        <source>Cross-entropy of the training pairs; the thin line is chance (0.69)</source>
        <translation>Entropie croisée des paires d’entraînement&#xa0;; la ligne fine est le hasard (0,69)</translation>
    </message>
    <message>
        <source>Accuracy over steps</source>
        <translation>Exactitude par pas</translation>
    </message>
    <message>
        <source>training pairs</source>
        <translation>paires d’entraînement</translation>
    </message>
    <message>
        <source>new pairs, all audio on the frame grid</source>
        <translation>nouvelles paires, tout l’audio sur la grille des images</translation>
    </message>
    <message>
        <source>new pairs</source>
        <translation>nouvelles paires</translation>
    </message>
    <message>
        <source>Fraction of pairs that are predicted rightly; the thin lines are chance and 80 %</source>
        <translation>Part des paires bien prédites&#xa0;; les lignes fines sont le hasard et 80 %</translation>
    </message>
    <message>
        <source>Audio: {name}</source>
        <translation>Audio&#xa0;: {name}</translation>
    </message>
    <message>
        <source>{score} · should be empty</source>
        <translation>{score} · devrait être vide</translation>
    </message>
    <message>
        <source>{score} · empty</source>
        <translation>{score} · vide</translation>
    </message>
    <message>
        <source>{score} · nothing found</source>
        <translation>{score} · rien trouvé</translation>
    </message>
    <message>
        <source>{score} · match</source>
        <translation>{score} · correspond</translation>
    </message>
    <message>
        <source>{score} · on the {name}</source>
        <translation>{score} · sur&#xa0;: {name}</translation>
    </message>
    <message>
        <source>{score} · on the background</source>
        <translation>{score} · sur le fond</translation>
    </message>
    <message>
        <source>no gradient</source>
        <translation>aucun gradient</translation>
    </message>
    <message>
        <source>{counts} of {total} cells</source>
        <translation>{counts} sur {total} cellules</translation>
    </message>
    <message>
        <source>Probe {number}</source>
        <translation>Sonde {number}</translation>
    </message>
    <message>
        <source>The map should show the {name} (white frame)</source>
        <translation>La carte devrait montrer&#xa0;: {name} (cadre blanc)</translation>
    </message>
    <message>
        <source>Image and audio are of one video: the map should show something</source>
        <translation>L’image et le son sont d’une même vidéo&#xa0;: la carte devrait montrer quelque chose</translation>
    </message>
    <message>
        <source>Nothing in the image makes this sound: the map should be empty</source>
        <translation>Rien dans l’image ne fait ce son&#xa0;: la carte devrait être vide</translation>
    </message>
    <message>
        <source>disc</source>
        <translation>disque</translation>
    </message>
    <message>
        <source>triangle</source>
        <translation>triangle</translation>
    </message>
    <message>
        <source>diamond</source>
        <translation>losange</translation>
    </message>
    <message>
        <source>star</source>
        <translation>étoile</translation>
    </message>
    <message>
        <source>Train a tiny network</source>
        <translation>Entraîner un réseau minuscule</translation>
    </message>
    <message>
        <source>1 step/s</source>
        <translation>1 pas/s</translation>
    </message>
    <message>
        <source>5 steps/s</source>
        <translation>5 pas/s</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>Pleine vitesse</translation>
    </message>
    <message>
        <source>Train until the end, or pause (K)</source>
        <translation>Entraîner jusqu’à la fin, ou mettre en pause (K)</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Pas</translation>
    </message>
    <message>
        <source>Take one step of 16 pairs (.)</source>
        <translation>Faire un pas de 16 paires (.)</translation>
    </message>
    <message>
        <source>Start again at step 0 with the same seed (R)</source>
        <translation>Recommencer au pas 0 avec la même graine (R)</translation>
    </message>
    <message>
        <source>Steps per second</source>
        <translation>Pas par seconde</translation>
    </message>
    <message>
        <source>Show the map of each probe</source>
        <translation>Montrer la carte de chaque sonde</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>Show which cells a training step on the probe would change (G)</source>
        <translation>Montrer quelles cellules un pas d’entraînement sur la sonde changerait (G)</translation>
    </message>
    <message>
        <source>Save checkpoint…</source>
        <translation>Enregistrer les poids…</translation>
    </message>
    <message>
        <source>Save the network, to open it in the studio</source>
        <translation>Enregistrer le réseau, pour l’ouvrir dans le studio</translation>
    </message>
    <message>
        <source>Save result…</source>
        <translation>Enregistrer le résultat…</translation>
    </message>
    <message>
        <source>Save settings and metrics; avol train-tiny repeats the run</source>
        <translation>Enregistrer réglages et mesures&#xa0;; avol train-tiny répète l’essai</translation>
    </message>
    <message>
        <source>Probes:</source>
        <translation>Sondes&#xa0;:</translation>
    </message>
    <message>
        <source>Save checkpoint</source>
        <translation>Enregistrer les poids</translation>
    </message>
    <message>
        <source>AVOL-Net with the encoders of the paper</source>
        <translation>AVOL-Net avec les encodeurs de l’article</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspecteur</translation>
    </message>
    <message>
        <source>Look into the network: its stages, activations, and the numbers of a cell</source>
        <translation>Regarder dans le réseau&#xa0;: ses étapes, ses activations et les nombres d’une cellule</translation>
    </message>
    <message>
        <source>Checkpoints (*.safetensors)</source>
        <translation>Poids (*.safetensors)</translation>
    </message>
    <message>
        <source>Choose a checkpoint</source>
        <translation>Choisir des poids</translation>
    </message>
    <message>
        <source>Save result</source>
        <translation>Enregistrer le résultat</translation>
    </message>
    <message>
        <source>Results (*.json)</source>
        <translation>Résultats (*.json)</translation>
    </message>
    <message>
        <source>Saved: {}</source>
        <translation>Enregistré&#xa0;: {}</translation>
    </message>
    <message>
        <source>Loading videos: {done} of {total}…</source>
        <translation>Chargement des vidéos&#xa0;: {done} sur {total}…</translation>
    </message>
    <message>
        <source>Preparing: starting torch and creating the clips…</source>
        <translation>Préparation&#xa0;: démarrage de torch et création des clips…</translation>
    </message>
    <message>
        <source>Ready. What will happen? Predict it, then press Play.</source>
        <translation>Prêt. Que va-t-il se passer&#xa0;? Le prédire, puis appuyer sur «&#xa0;Lecture&#xa0;».</translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>Pas {step} sur {steps}</translation>
    </message>
    <message>
        <source>accuracy on new pairs {value} %</source>
        <translation>exactitude sur de nouvelles paires {value} %</translation>
    </message>
    <message>
        <source>80 % after {steps} steps</source>
        <translation>80 % après {steps} pas</translation>
    </message>
    <message>
        <source>80 % not reached</source>
        <translation>80 % non atteints</translation>
    </message>
    <message>
        <source>peak on the sounding object in {share} % of {maps} maps</source>
        <translation>pic sur l’objet sonore dans {share} % de {maps} cartes</translation>
    </message>
    <message>
        <source>The entries of the lesson</source>
        <translation>Les réponses de la leçon</translation>
    </message>
    <message>
        <source>The number could not be computed</source>
        <translation>Le nombre n’a pas pu être calculé</translation>
    </message>
    <message>
        <source>choose other weights, or see the log</source>
        <translation>choisir d’autres poids ou consulter le journal</translation>
    </message>
    <message>
        <source>Saved {name}; give this file to your teacher.</source>
        <translation>{name} enregistré&#xa0;; donne ce fichier à ton enseignant.</translation>
    </message>
    <message>
        <source>This is not a link of AVOL; copy one with Edit, Copy link.</source>
        <translation>Ce n’est pas un lien d’AVOL&#xa0;; en copier un avec Édition, Copier le lien.</translation>
    </message>
    <message>
        <source>The link is too long to be one of AVOL; copy it again.</source>
        <translation>Le lien est trop long pour être un lien d’AVOL&#xa0;; le copier de nouveau.</translation>
    </message>
    <message>
        <source>The link is damaged ({place}); copy it again.</source>
        <translation>Le lien est abîmé ({place})&#xa0;; le copier de nouveau.</translation>
    </message>
    <message>
        <source>The link is damaged; copy it again.</source>
        <translation>Le lien est abîmé&#xa0;; le copier de nouveau.</translation>
    </message>
    <message>
        <source>The link is from a newer AVOL; update AVOL to open it.</source>
        <translation>Le lien vient d’un AVOL plus récent&#xa0;; mettre AVOL à jour pour l’ouvrir.</translation>
    </message>
    <message>
        <source>Open a lesson first</source>
        <translation>Ouvrir d’abord une leçon</translation>
    </message>
    <message>
        <source>Start the lesson first</source>
        <translation>Commencer d’abord la leçon</translation>
    </message>
    <message>
        <source>Lessons…</source>
        <translation>Leçons…</translation>
    </message>
    <message>
        <source>Open one of the lessons that come with AVOL</source>
        <translation>Ouvrir une des leçons fournies avec AVOL</translation>
    </message>
    <message>
        <source>Open lesson file…</source>
        <translation>Ouvrir un fichier de leçon…</translation>
    </message>
    <message>
        <source>Open a lesson that a teacher has written</source>
        <translation>Ouvrir une leçon écrite par un enseignant</translation>
    </message>
    <message>
        <source>Save hand-in…</source>
        <translation>Enregistrer le rendu…</translation>
    </message>
    <message>
        <source>Save your entries of the lesson to a file for the teacher</source>
        <translation>Enregistrer les réponses de la leçon dans un fichier pour l’enseignant</translation>
    </message>
    <message>
        <source>Close lesson</source>
        <translation>Fermer la leçon</translation>
    </message>
    <message>
        <source>Close the lesson; your entries are kept</source>
        <translation>Fermer la leçon&#xa0;; les réponses sont gardées</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Leçon</translation>
    </message>
    <message>
        <source>Show or hide the column of the lesson</source>
        <translation>Afficher ou masquer la colonne de la leçon</translation>
    </message>
    <message>
        <source>Fine maps are off now: the numbers of lessons belong to ordinary maps.</source>
        <translation>Les cartes fines sont désactivées&#xa0;: les nombres des leçons appartiennent aux cartes ordinaires.</translation>
    </message>
    <message>
        <source>Lessons (*{suffix})</source>
        <translation>Leçons (*{suffix})</translation>
    </message>
    <message>
        <source>Open lesson</source>
        <translation>Ouvrir une leçon</translation>
    </message>
    <message>
        <source>Save hand-in</source>
        <translation>Enregistrer le rendu</translation>
    </message>
    <message>
        <source>Hand-ins (*.json)</source>
        <translation>Rendus (*.json)</translation>
    </message>
    <message>
        <source>The lesson names controls that do not exist ({names}); they are left out.</source>
        <translation>La leçon nomme des commandes qui n’existent pas ({names})&#xa0;; elles sont omises.</translation>
    </message>
    <message>
        <source>Click on the image.</source>
        <translation>Clique sur l’image.</translation>
    </message>
    <message>
        <source>Predict first</source>
        <translation>Prédire d’abord</translation>
    </message>
    <message>
        <source>Point at the source of the sound before the map is shown, alone or in teams</source>
        <translation>Montrer la source du son avant que la carte apparaisse, seul ou en équipes</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Révéler</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Right!</source>
        <translation>Juste&#xa0;!</translation>
    </message>
    <message>
        <source>Not this time.</source>
        <translation>Pas cette fois.</translation>
    </message>
    <message>
        <source>Right: {names}</source>
        <translation>Juste&#xa0;: {names}</translation>
    </message>
    <message>
        <source>No team is right.</source>
        <translation>Aucune équipe n’a raison.</translation>
    </message>
    <message>
        <source>Network: right ({score})</source>
        <translation>Réseau&#xa0;: juste ({score})</translation>
    </message>
    <message>
        <source>Network: wrong ({score})</source>
        <translation>Réseau&#xa0;: faux ({score})</translation>
    </message>
    <message>
        <source>Team {letter}</source>
        <translation>Équipe {letter}</translation>
    </message>
    <message>
        <source>Ready? Reveal the map.</source>
        <translation>Prêts&#xa0;? Révélez la carte.</translation>
    </message>
    <message>
        <source>Click where the sound comes from.</source>
        <translation>Clique là d’où vient le son.</translation>
    </message>
    <message>
        <source>{team}: click where the sound comes from.</source>
        <translation>{team}&#xa0;: cliquez là d’où vient le son.</translation>
    </message>
    <message>
        <source>Round {number} of {total}</source>
        <translation>Manche {number} sur {total}</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Toi</translation>
    </message>
    <message>
        <source>Network {points}</source>
        <translation>Réseau {points}</translation>
    </message>
    <message>
        <source>Result: {points}</source>
        <translation>Résultat&#xa0;: {points}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copier le lien</translation>
    </message>
    <message>
        <source>Copy what the window shows as a link: video, time, sound, view, lesson</source>
        <translation>Copier ce que montre la fenêtre comme lien&#xa0;: vidéo, temps, son, vue, leçon</translation>
    </message>
    <message>
        <source>Open link…</source>
        <translation>Ouvrir un lien…</translation>
    </message>
    <message>
        <source>Open a link that was copied in this or another AVOL</source>
        <translation>Ouvrir un lien copié dans cet AVOL ou dans un autre</translation>
    </message>
    <message>
        <source>The link leaves out the sound “{name}”, because it is not one of AVOL&apos;s.</source>
        <translation>Le lien omet le son «&#xa0;{name}&#xa0;», car il n’est pas fourni avec AVOL.</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Lien copié</translation>
    </message>
    <message>
        <source>“{name}” was not found; open it from its folder to continue with the link.</source>
        <translation>«&#xa0;{name}&#xa0;» est introuvable&#xa0;; l’ouvrir depuis son dossier pour continuer avec le lien.</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>Ouvrir un lien</translation>
    </message>
    <message>
        <source>Link that begins with avol:</source>
        <translation>Lien qui commence par avol:</translation>
    </message>
    <message>
        <source>Your lesson</source>
        <translation>Ta leçon</translation>
    </message>
    <message>
        <source>Go to step {number}</source>
        <translation>Aller à l’étape {number}</translation>
    </message>
    <message>
        <source>The hand-in is one file with your alias, entries and numbers. Give it to your teacher on a stick or a shared folder; AVOL sends nothing.</source>
        <translation>Le rendu est un fichier avec ton alias, tes réponses et tes nombres. Donne-le à ton enseignant sur une clé ou dans un dossier partagé&#xa0;; AVOL n’envoie rien.</translation>
    </message>
    <message>
        <source>✓ number right</source>
        <translation>✓ nombre juste</translation>
    </message>
    <message>
        <source>done, number shown</source>
        <translation>fait, nombre montré</translation>
    </message>
    <message>
        <source>open</source>
        <translation>à faire</translation>
    </message>
    <message>
        <source>With files: no microphone, for a noisy room</source>
        <translation>Avec des fichiers&#xa0;: sans micro, pour une salle bruyante</translation>
    </message>
    <message>
        <source>With camera and microphone</source>
        <translation>Avec caméra et micro</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Alias, not your real name</source>
        <translation>Alias, pas ton vrai nom</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Recommencer</translation>
    </message>
    <message numerus="yes">
        <source>about %n minutes</source>
        <translation>
            <numerusform>environ %n minute</numerusform>
            <numerusform>environ %n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>You need</source>
        <translation>Il te faut</translation>
    </message>
    <message>
        <source>It stands in the file for your teacher. Nothing leaves this computer.</source>
        <translation>Il figure dans le fichier pour ton enseignant. Rien ne quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>Continue as {alias}, step {step}</source>
        <translation>Continuer comme {alias}, étape {step}</translation>
    </message>
    <message>
        <source>Step {step} of {total}</source>
        <translation>Étape {step} sur {total}</translation>
    </message>
    <message>
        <source>A source in view</source>
        <translation>Une source visible</translation>
    </message>
    <message>
        <source>The source is hidden</source>
        <translation>La source est cachée</translation>
    </message>
    <message>
        <source>A picture of the source</source>
        <translation>Une photo de la source</translation>
    </message>
    <message>
        <source>A similar instrument</source>
        <translation>Un instrument semblable</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Condition</translation>
    </message>
    <message>
        <source>Verdict is right</source>
        <translation>Verdict juste</translation>
    </message>
    <message>
        <source>Verdict is wrong</source>
        <translation>Verdict faux</translation>
    </message>
    <message>
        <source>Try {number} of {total}</source>
        <translation>Essai {number} sur {total}</translation>
    </message>
    <message>
        <source>All tries are logged</source>
        <translation>Tous les essais sont notés</translation>
    </message>
    <message>
        <source>Wait for the map…</source>
        <translation>Attendre la carte…</translation>
    </message>
    <message>
        <source>The network says: **{verdict}**, score {score}.</source>
        <translation>Le réseau dit&#xa0;: **{verdict}**, score {score}.</translation>
    </message>
    <message>
        <source>Reliability curve</source>
        <translation>Courbe de fiabilité</translation>
    </message>
    <message>
        <source>score {score}: {matching} % of {count} matched</source>
        <translation>score {score}&#xa0;: {matching} % de {count} allaient ensemble</translation>
    </message>
    <message>
        <source>fraction that matched</source>
        <translation>part qui allait ensemble</translation>
    </message>
    <message>
        <source>Order, best first</source>
        <translation>Ordre, meilleur d’abord</translation>
    </message>
    <message>
        <source>Query: {name}</source>
        <translation>Requête&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Play the query</source>
        <translation>Écouter la requête</translation>
    </message>
    <message>
        <source>Play selected</source>
        <translation>Écouter la sélection</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Keep this order</source>
        <translation>Garder cet ordre</translation>
    </message>
    <message>
        <source>Order of the network</source>
        <translation>Ordre du réseau</translation>
    </message>
    <message>
        <source>The sounds could not be ordered</source>
        <translation>Les sons n’ont pas pu être ordonnés</translation>
    </message>
    <message>
        <source>Keep the new order</source>
        <translation>Garder le nouvel ordre</translation>
    </message>
    <message>
        <source>Your order</source>
        <translation>Ton ordre</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>1  Predict</source>
        <translation>1  Prédire</translation>
    </message>
    <message>
        <source>Your prediction</source>
        <translation>Ta prédiction</translation>
    </message>
    <message>
        <source>Lock prediction</source>
        <translation>Verrouiller la prédiction</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Verrouillée</translation>
    </message>
    <message>
        <source>This is what happens.</source>
        <translation>Voilà ce qui se passe.</translation>
    </message>
    <message>
        <source>Your point is marked on the image.</source>
        <translation>Ton point est marqué sur l’image.</translation>
    </message>
    <message>
        <source>2  Do</source>
        <translation>2  Faire</translation>
    </message>
    <message>
        <source>3  Observe</source>
        <translation>3  Observer</translation>
    </message>
    <message>
        <source>Write what you see or hear.</source>
        <translation>Écris ce que tu vois ou entends.</translation>
    </message>
    <message>
        <source>4  Explain</source>
        <translation>4  Expliquer</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>✓ This is the explanation.</source>
        <translation>✓ C’est l’explication.</translation>
    </message>
    <message>
        <source>5  Checked number</source>
        <translation>5  Nombre vérifié</translation>
    </message>
    <message>
        <source>Your number</source>
        <translation>Ton nombre</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Show the number</source>
        <translation>Montrer le nombre</translation>
    </message>
    <message>
        <source>✓ Right: AVOL computes {expected}.</source>
        <translation>✓ Juste&#xa0;: AVOL calcule {expected}.</translation>
    </message>
    <message>
        <source>AVOL computes {expected}.</source>
        <translation>AVOL calcule {expected}.</translation>
    </message>
    <message>
        <source>✗ Not within ± {tolerance}; look again and retry.</source>
        <translation>✗ Pas à ± {tolerance} près&#xa0;; regarde encore et réessaie.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Listen again</source>
        <translation>Réécouter</translation>
    </message>
    <message>
        <source>No source in view</source>
        <translation>Aucune source visible</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Number of teams</source>
        <translation>Nombre d’équipes</translation>
    </message>
    <message numerus="yes">
        <source>%n teams</source>
        <translation>
            <numerusform>%n équipe</numerusform>
            <numerusform>%n équipes</numerusform>
        </translation>
    </message>
    <message>
        <source>The network cannot be inspected ({error}); choose another one.</source>
        <translation>Le réseau ne peut pas être inspecté ({error})&#xa0;; en choisir un autre.</translation>
    </message>
    <message>
        <source>The variants were not saved</source>
        <translation>Les variantes n’ont pas été enregistrées</translation>
    </message>
    <message numerus="yes">
        <source>Saved {name}.csv and %n images to {parent}.</source>
        <translation>
            <numerusform>{name}.csv et %n image enregistrés dans {parent}.</numerusform>
            <numerusform>{name}.csv et %n images enregistrés dans {parent}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Perturb input</source>
        <translation>Modifier l’entrée</translation>
    </message>
    <message>
        <source>The input is not altered</source>
        <translation>L’entrée n’est pas modifiée</translation>
    </message>
    <message>
        <source>Erase, cover and change what the network gets, and watch map and score</source>
        <translation>Effacer, couvrir et changer ce que reçoit le réseau, et observer la carte et le score</translation>
    </message>
    <message>
        <source>Reset the input</source>
        <translation>Réinitialiser l’entrée</translation>
    </message>
    <message>
        <source>Give the network the original input again</source>
        <translation>Redonner au réseau l’entrée d’origine</translation>
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
        <translation>Son</translation>
    </message>
    <message>
        <source>The sound that the network gets</source>
        <translation>Le son que reçoit le réseau</translation>
    </message>
    <message>
        <source>Audio shift</source>
        <translation>Décalage du son</translation>
    </message>
    <message>
        <source>How much later in the recording the audio lies than the image</source>
        <translation>De combien le son est pris plus tard que l’image dans l’enregistrement</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Hauteur</translation>
    </message>
    <message>
        <source>Raise or lower the pitch, without changing the duration</source>
        <translation>Monter ou baisser la hauteur sans changer la durée</translation>
    </message>
    <message>
        <source>{count} semitones</source>
        <translation>{count} demi-tons</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Bruit</translation>
    </message>
    <message>
        <source>Add white noise of this level</source>
        <translation>Ajouter un bruit blanc de ce niveau</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>{level} dB</source>
        <translation>{level} dB</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>The frequencies that the network gets</source>
        <translation>Les fréquences que reçoit le réseau</translation>
    </message>
    <message>
        <source>No filter</source>
        <translation>Aucun filtre</translation>
    </message>
    <message>
        <source>Low-pass</source>
        <translation>Passe-bas</translation>
    </message>
    <message>
        <source>High-pass</source>
        <translation>Passe-haut</translation>
    </message>
    <message>
        <source>Band-pass</source>
        <translation>Passe-bande</translation>
    </message>
    <message>
        <source>{hertz} Hz</source>
        <translation>{hertz} Hz</translation>
    </message>
    <message>
        <source>The lowest frequency that passes</source>
        <translation>La fréquence la plus basse qui passe</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>The highest frequency that passes</source>
        <translation>La fréquence la plus haute qui passe</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Depuis un fichier…</translation>
    </message>
    <message>
        <source>Choose a file with sound</source>
        <translation>Choisir un fichier avec du son</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Canaux</translation>
    </message>
    <message>
        <source>Number {channel}: {value}</source>
        <translation>Nombre {channel}&#xa0;: {value}</translation>
    </message>
    <message>
        <source>Channel {channel}: {low} to {high}</source>
        <translation>Canal {channel}&#xa0;: {low} à {high}</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Flou</translation>
    </message>
    <message>
        <source>Blur the image; the number is a share of its size</source>
        <translation>Rendre l’image floue&#xa0;; le nombre est une part de sa taille</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>Hue</source>
        <translation>Teinte</translation>
    </message>
    <message>
        <source>Turn all colours; grey stays grey</source>
        <translation>Tourner toutes les couleurs&#xa0;; le gris reste gris</translation>
    </message>
    <message>
        <source>{degrees}°</source>
        <translation>{degrees}°</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Remove all colour</source>
        <translation>Retirer toute couleur</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Miroir</translation>
    </message>
    <message>
        <source>Exchange left and right; the map is mirrored back onto the video</source>
        <translation>Échanger gauche et droite&#xa0;; la carte est remise à l’endroit sur la vidéo</translation>
    </message>
    <message>
        <source>Image that the network gets</source>
        <translation>Image que reçoit le réseau</translation>
    </message>
    <message>
        <source>Drag to cover a part of the image</source>
        <translation>Glisser couvre une partie de l’image</translation>
    </message>
    <message>
        <source>No image yet</source>
        <translation>Pas encore d’image</translation>
    </message>
    <message>
        <source>Altered input</source>
        <translation>Entrée modifiée</translation>
    </message>
    <message>
        <source>Erase frequencies</source>
        <translation>Effacer des fréquences</translation>
    </message>
    <message>
        <source>Erase times</source>
        <translation>Effacer des instants</translation>
    </message>
    <message>
        <source>Erase areas</source>
        <translation>Effacer des zones</translation>
    </message>
    <message>
        <source>Cover a rectangle</source>
        <translation>Couvrir un rectangle</translation>
    </message>
    <message>
        <source>Paint over</source>
        <translation>Peindre</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Couvrir</translation>
    </message>
    <message>
        <source>Altered</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Restore audio</source>
        <translation>Rétablir le son</translation>
    </message>
    <message>
        <source>Remove all erased areas</source>
        <translation>Annuler toutes les zones effacées</translation>
    </message>
    <message>
        <source>Uncover image</source>
        <translation>Découvrir l’image</translation>
    </message>
    <message>
        <source>Remove all masks</source>
        <translation>Retirer tous les masques</translation>
    </message>
    <message>
        <source>Keep variant</source>
        <translation>Conserver la variante</translation>
    </message>
    <message>
        <source>Keep image, map and score as a row below</source>
        <translation>Conserver image, carte et score dans une ligne ci-dessous</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Alter the input as in the selected variant</source>
        <translation>Modifier l’entrée comme dans la variante choisie</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Delete the selected variants</source>
        <translation>Supprimer les variantes choisies</translation>
    </message>
    <message>
        <source>Save all variants as CSV and PNG files</source>
        <translation>Enregistrer toutes les variantes en fichiers CSV et PNG</translation>
    </message>
    <message>
        <source>The input is not altered.</source>
        <translation>L’entrée n’est pas modifiée.</translation>
    </message>
    <message>
        <source>sound {name}</source>
        <translation>son {name}</translation>
    </message>
    <message>
        <source>audio shifted {seconds} s</source>
        <translation>son décalé de {seconds} s</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>muet</translation>
    </message>
    <message>
        <source>pitch {semitones}</source>
        <translation>hauteur {semitones}</translation>
    </message>
    <message>
        <source>noise {level} dB</source>
        <translation>bruit {level} dB</translation>
    </message>
    <message numerus="yes">
        <source>%n areas erased</source>
        <translation>
            <numerusform>%n zone effacée</numerusform>
            <numerusform>%n zones effacées</numerusform>
        </translation>
    </message>
    <message>
        <source>band-pass {low} to {high} Hz</source>
        <translation>passe-bande {low} à {high} Hz</translation>
    </message>
    <message>
        <source>high-pass {low} Hz</source>
        <translation>passe-haut {low} Hz</translation>
    </message>
    <message>
        <source>low-pass {high} Hz</source>
        <translation>passe-bas {high} Hz</translation>
    </message>
    <message>
        <source>hue {degrees}°</source>
        <translation>teinte {degrees}°</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>gris</translation>
    </message>
    <message>
        <source>blur {percent} %</source>
        <translation>flou {percent} %</translation>
    </message>
    <message numerus="yes">
        <source>%n masks</source>
        <translation>
            <numerusform>%n masque</numerusform>
            <numerusform>%n masques</numerusform>
        </translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>en miroir</translation>
    </message>
    <message>
        <source>input</source>
        <translation>entrée</translation>
    </message>
    <message>
        <source>block</source>
        <translation>bloc</translation>
    </message>
    <message>
        <source>pool</source>
        <translation>agrég.</translation>
    </message>
    <message>
        <source>head</source>
        <translation>tête</translation>
    </message>
    <message>
        <source>recent</source>
        <translation>récent</translation>
    </message>
    <message>
        <source>long</source>
        <translation>long</translation>
    </message>
    <message>
        <source>{name}: {values} numbers, {kilobytes} KB, {time}; click to see them</source>
        <translation>{name}&#xa0;: {values} nombres, {kilobytes} Ko, {time}&#xa0;; un clic les montre</translation>
    </message>
    <message>
        <source>{time} ms</source>
        <translation>{time} ms</translation>
    </message>
    <message>
        <source>{title}: {count} stages, {time} ms</source>
        <translation>{title}&#xa0;: {count} étapes, {time} ms</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activé</translation>
    </message>
    <message>
        <source>Teach {name}</source>
        <translation>Apprendre {name}</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>Supprimer {name}</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>Renommer {name}</translation>
    </message>
    <message>
        <source>Switch {name}</source>
        <translation>Activer ou désactiver {name}</translation>
    </message>
    <message>
        <source>Adapt the model</source>
        <translation>Adapter le modèle</translation>
    </message>
    <message>
        <source>Revert the adaptation</source>
        <translation>Annuler l’adaptation</translation>
    </message>
    <message>
        <source>Imported {names}.</source>
        <translation>{names}&#xa0;: importé.</translation>
    </message>
    <message>
        <source>Import {names}</source>
        <translation>Importer {names}</translation>
    </message>
    <message>
        <source>Exported “{name}” to {file}.</source>
        <translation>«&#xa0;{name}&#xa0;» exporté dans {file}.</translation>
    </message>
    <message>
        <source>The taught classes cannot be read ({error}) The file is kept as “{name}”.</source>
        <translation>Les classes apprises sont illisibles ({error}) Le fichier est conservé sous «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>The taught classes cannot be saved; free some space, or export them.</source>
        <translation>Les classes apprises ne peuvent pas être enregistrées&#xa0;; libérer de l’espace ou les exporter.</translation>
    </message>
    <message>
        <source>No sound was recorded; play the object closer to the microphone and repeat.</source>
        <translation>Aucun son n’a été enregistré&#xa0;; jouer plus près du microphone et recommencer.</translation>
    </message>
    <message>
        <source>There is no sound in these seconds; choose a time at which it sounds.</source>
        <translation>Il n’y a aucun son pendant ces secondes&#xa0;; choisir un moment où l’on entend l’objet.</translation>
    </message>
    <message>
        <source>The object was lost; draw the box again and move the object more slowly.</source>
        <translation>L’objet a été perdu&#xa0;; redessiner le cadre et bouger l’objet plus lentement.</translation>
    </message>
    <message>
        <source>Nothing moved with the sound; draw a box around the object instead.</source>
        <translation>Rien n’a bougé avec le son&#xa0;; dessiner plutôt un cadre autour de l’objet.</translation>
    </message>
    <message>
        <source>No image came in these seconds; check the camera and repeat.</source>
        <translation>Aucune image n’est arrivée pendant ces secondes&#xa0;; vérifier la caméra et recommencer.</translation>
    </message>
    <message>
        <source>There is no microphone; choose one in the Live panel and repeat.</source>
        <translation>Il n’y a pas de microphone&#xa0;; en choisir un dans le panneau Direct et recommencer.</translation>
    </message>
    <message>
        <source>This file has no audio; open a file with the sound of the object.</source>
        <translation>Ce fichier n’a pas de son&#xa0;; en ouvrir un avec le son de l’objet.</translation>
    </message>
    <message>
        <source>Teaching was cancelled because something else was opened.</source>
        <translation>L’apprentissage a été annulé, car autre chose a été ouvert.</translation>
    </message>
    <message>
        <source>Draw a box around the object first.</source>
        <translation>Dessiner d’abord un cadre autour de l’objet.</translation>
    </message>
    <message>
        <source>The box lies outside the seconds from A to B; draw it at a time between.</source>
        <translation>Le cadre est hors des secondes de A à B&#xa0;; le dessiner à un moment entre les deux.</translation>
    </message>
    <message>
        <source>The recording was interrupted ({error}); record again.</source>
        <translation>L’enregistrement a été interrompu ({error})&#xa0;; enregistrer de nouveau.</translation>
    </message>
    <message>
        <source>The class could not be taught ({error}); teach it again.</source>
        <translation>La classe n’a pas pu être apprise ({error})&#xa0;; recommencer.</translation>
    </message>
    <message>
        <source>Taught classes (*.safetensors)</source>
        <translation>Classes apprises (*.safetensors)</translation>
    </message>
    <message>
        <source>Teach a class…</source>
        <translation>Apprendre une classe…</translation>
    </message>
    <message>
        <source>Teach AVOL an object and its sound by showing them</source>
        <translation>Apprendre à AVOL un objet et son bruit en les montrant</translation>
    </message>
    <message>
        <source>A class is being taught</source>
        <translation>Une classe est en cours d’apprentissage</translation>
    </message>
    <message>
        <source>Teach a class first</source>
        <translation>Apprendre d’abord une classe</translation>
    </message>
    <message>
        <source>Add examples…</source>
        <translation>Ajouter des exemples…</translation>
    </message>
    <message>
        <source>Teach further examples of the selected class</source>
        <translation>Montrer d’autres exemples de la classe choisie</translation>
    </message>
    <message>
        <source>Delete class</source>
        <translation>Supprimer la classe</translation>
    </message>
    <message>
        <source>Delete the selected taught class; undo restores it</source>
        <translation>Supprimer la classe apprise choisie&#xa0;; Annuler la rétablit</translation>
    </message>
    <message>
        <source>Import taught classes…</source>
        <translation>Importer des classes apprises…</translation>
    </message>
    <message>
        <source>Add the taught classes of a file</source>
        <translation>Ajouter les classes apprises d’un fichier</translation>
    </message>
    <message>
        <source>Export taught class…</source>
        <translation>Exporter la classe apprise…</translation>
    </message>
    <message>
        <source>Save the selected taught class in a file, to share it</source>
        <translation>Enregistrer la classe apprise choisie dans un fichier, pour la partager</translation>
    </message>
    <message>
        <source>Import taught classes</source>
        <translation>Importer des classes apprises</translation>
    </message>
    <message>
        <source>Export taught class</source>
        <translation>Exporter la classe apprise</translation>
    </message>
    <message>
        <source>A check mark uses a class for the map; Delete removes it</source>
        <translation>Une coche utilise la classe pour la carte&#xa0;; Suppr la supprime</translation>
    </message>
    <message numerus="yes">
        <source>%n examples</source>
        <translation>
            <numerusform>%n exemple</numerusform>
            <numerusform>%n exemples</numerusform>
        </translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Exemples</translation>
    </message>
    <message>
        <source>Click (Enter) shows and plays an example, Delete removes it</source>
        <translation>Un clic (Entrée) montre et joue un exemple, Suppr le supprime</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Exemple</translation>
    </message>
    <message>
        <source>Background {number}</source>
        <translation>Arrière-plan {number}</translation>
    </message>
    <message>
        <source>Example {number}</source>
        <translation>Exemple {number}</translation>
    </message>
    <message>
        <source>, without sound</source>
        <translation>, sans son</translation>
    </message>
    <message>
        <source>sound only</source>
        <translation>son seul</translation>
    </message>
    <message>
        <source>Hold the object up and make its sound.</source>
        <translation>Montrer l’objet et le faire sonner.</translation>
    </message>
    <message>
        <source>Put the object away and be quiet.</source>
        <translation>Ranger l’objet et ne pas faire de bruit.</translation>
    </message>
    <message>
        <source>Teach a class</source>
        <translation>Apprendre une classe</translation>
    </message>
    <message>
        <source>Name, e.g. slide whistle</source>
        <translation>Nom, p. ex. flûte à coulisse</translation>
    </message>
    <message>
        <source>Name of the class</source>
        <translation>Nom de la classe</translation>
    </message>
    <message>
        <source>Go on with this name</source>
        <translation>Continuer avec ce nom</translation>
    </message>
    <message>
        <source>Teach nothing</source>
        <translation>Ne rien apprendre</translation>
    </message>
    <message>
        <source>Adds examples to “{name}”.</source>
        <translation>Ajoute des exemples à «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>Box that I draw</source>
        <translation>Cadre que je dessine</translation>
    </message>
    <message>
        <source>A drawn box follows the object</source>
        <translation>Un cadre dessiné suit l’objet</translation>
    </message>
    <message>
        <source>Moving, sounding region</source>
        <translation>Zone qui bouge et sonne</translation>
    </message>
    <message>
        <source>The region that moves while it sounds is taken for the object</source>
        <translation>La zone qui bouge pendant le son est prise pour l’objet</translation>
    </message>
    <message>
        <source>Drag a box around the object on the image</source>
        <translation>Tracer un cadre autour de l’objet sur l’image</translation>
    </message>
    <message>
        <source>Record the object with its sound</source>
        <translation>Enregistrer l’objet avec son bruit</translation>
    </message>
    <message>
        <source>“{name}”: the object</source>
        <translation>«&#xa0;{name}&#xa0;»&#xa0;: l’objet</translation>
    </message>
    <message>
        <source>Draw box again</source>
        <translation>Redessiner le cadre</translation>
    </message>
    <message>
        <source>Record {seconds} s</source>
        <translation>Enregistrer {seconds} s</translation>
    </message>
    <message>
        <source>Use these seconds</source>
        <translation>Prendre ces secondes</translation>
    </message>
    <message>
        <source>Background and silence</source>
        <translation>Arrière-plan et silence</translation>
    </message>
    <message>
        <source>Record how it is without the object</source>
        <translation>Enregistrer sans l’objet</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Learn without background</source>
        <translation>Apprendre sans arrière-plan</translation>
    </message>
    <message>
        <source>Go to a time without the object and without its sound.</source>
        <translation>Aller à un moment sans l’objet et sans son bruit.</translation>
    </message>
    <message>
        <source>Use {seconds} s</source>
        <translation>Prendre {seconds} s</translation>
    </message>
    <message>
        <source>Seconds left</source>
        <translation>Secondes restantes</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>{count} of {total} examples</source>
        <translation>{count} exemples sur {total}</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Lecture du fichier…</translation>
    </message>
    <message>
        <source>Learning “{name}”…</source>
        <translation>Apprentissage de «&#xa0;{name}&#xa0;»…</translation>
    </message>
    <message>
        <source>Close the steps</source>
        <translation>Fermer les étapes</translation>
    </message>
    <message>
        <source>AVOL knows “{name}” now.</source>
        <translation>AVOL connaît maintenant «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>Record: move the object and make its sound.</source>
        <translation>Enregistrer&#xa0;: bouger l’objet et le faire sonner.</translation>
    </message>
    <message>
        <source>Go to a time at which the object moves and sounds, or set A and B around it.</source>
        <translation>Aller à un moment où l’objet bouge et sonne, ou placer A et B autour.</translation>
    </message>
    <message>
        <source>The object is out of view: hold it up again, or draw the box again.</source>
        <translation>L’objet n’est plus visible&#xa0;: le montrer de nouveau, ou redessiner le cadre.</translation>
    </message>
    <message>
        <source>The box follows the object. Record: hold it up and make its sound.</source>
        <translation>Le cadre suit l’objet. Enregistrer&#xa0;: montrer l’objet et le faire sonner.</translation>
    </message>
    <message>
        <source>The box is followed through 10 s from here, or from A to B.</source>
        <translation>Le cadre est suivi pendant 10 s à partir d’ici, ou de A à B.</translation>
    </message>
    <message>
        <source>Hold the object up and draw a box around it.</source>
        <translation>Montrer l’objet et dessiner un cadre autour.</translation>
    </message>
    <message>
        <source>Go to a time at which the object sounds, and draw a box around it.</source>
        <translation>Aller à un moment où l’objet sonne et dessiner un cadre autour.</translation>
    </message>
    <message>
        <source>Teach AVOL an object and its sound that it does not know.</source>
        <translation>Apprendre à AVOL un objet et un son qu’il ne connaît pas.</translation>
    </message>
    <message>
        <source>Rename the class: type another name, then Enter</source>
        <translation>Renommer la classe&#xa0;: taper un autre nom, puis Entrée</translation>
    </message>
    <message>
        <source>Delete example</source>
        <translation>Supprimer l’exemple</translation>
    </message>
    <message>
        <source>Delete the selected example</source>
        <translation>Supprimer l’exemple choisi</translation>
    </message>
    <message>
        <source>Teach…</source>
        <translation>Apprendre…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Ajouter…</translation>
    </message>
    <message>
        <source>Drag a box around the object. Esc cancels.</source>
        <translation>Tracer un cadre autour de l’objet. Échap annule.</translation>
    </message>
    <message numerus="yes">
        <source>It was learned from %n examples.</source>
        <translation>
            <numerusform>Apprise avec %n exemple.</numerusform>
            <numerusform>Apprise avec %n exemples.</numerusform>
        </translation>
    </message>
    <message>
        <source>looks like {name}: {value}</source>
        <translation>ressemble à {name}&#xa0;: {value}</translation>
    </message>
    <message>
        <source>sounds like {name}: {value}</source>
        <translation>sonne comme {name}&#xa0;: {value}</translation>
    </message>
    <message>
        <source>{text} {seconds} s</source>
        <translation>{text} {seconds} s</translation>
    </message>
    <message>
        <source>The recording of the room ended because something else was opened; begin again.</source>
        <translation>L’enregistrement de la salle s’est arrêté parce qu’autre chose a été ouvert&#xa0;; recommencer.</translation>
    </message>
    <message>
        <source>The model cannot be adapted</source>
        <translation>Le modèle ne peut pas être adapté</translation>
    </message>
    <message>
        <source>No boxes were found in this file, the videos beside it, or the recent files; draw some first.</source>
        <translation>Aucun cadre dans ce fichier, les vidéos voisines ou les fichiers récents&#xa0;; en dessiner d’abord.</translation>
    </message>
    <message>
        <source>The model is being adapted</source>
        <translation>Le modèle est en cours d’adaptation</translation>
    </message>
    <message>
        <source>The model is not adapted</source>
        <translation>Le modèle n’est pas adapté</translation>
    </message>
    <message>
        <source>Improve on my annotations…</source>
        <translation>Améliorer avec mes annotations…</translation>
    </message>
    <message>
        <source>Fit the scores to the boxes of this file, its folder and the recent files</source>
        <translation>Ajuster les scores aux cadres de ce fichier, de son dossier et des fichiers récents</translation>
    </message>
    <message>
        <source>Adapt to this room…</source>
        <translation>Adapter à cette salle…</translation>
    </message>
    <message>
        <source>Record the room without a performance, so that it highlights nothing alone</source>
        <translation>Enregistrer la salle sans présentation, pour que son bruit ne mette rien en évidence</translation>
    </message>
    <message>
        <source>Revert adaptations</source>
        <translation>Annuler les adaptations</translation>
    </message>
    <message>
        <source>Use the model as it was before it was adapted; undo restores it</source>
        <translation>Utiliser le modèle tel qu’il était avant l’adaptation&#xa0;; Annuler la rétablit</translation>
    </message>
    <message>
        <source>accordion</source>
        <translation>accordéon</translation>
    </message>
    <message>
        <source>aircraft</source>
        <translation>avion</translation>
    </message>
    <message>
        <source>ambulance</source>
        <translation>ambulance</translation>
    </message>
    <message>
        <source>axe</source>
        <translation>hache</translation>
    </message>
    <message>
        <source>baby</source>
        <translation>bébé</translation>
    </message>
    <message>
        <source>bagpipes</source>
        <translation>cornemuse</translation>
    </message>
    <message>
        <source>ball</source>
        <translation>ballon</translation>
    </message>
    <message>
        <source>banjo</source>
        <translation>banjo</translation>
    </message>
    <message>
        <source>bassoon</source>
        <translation>basson</translation>
    </message>
    <message>
        <source>bear</source>
        <translation>ours</translation>
    </message>
    <message>
        <source>bee</source>
        <translation>abeille</translation>
    </message>
    <message>
        <source>bicycle</source>
        <translation>vélo</translation>
    </message>
    <message>
        <source>bird</source>
        <translation>oiseau</translation>
    </message>
    <message>
        <source>blender</source>
        <translation>mixeur</translation>
    </message>
    <message>
        <source>bongo</source>
        <translation>bongo</translation>
    </message>
    <message>
        <source>bus</source>
        <translation>bus</translation>
    </message>
    <message>
        <source>cabasa</source>
        <translation>cabasa</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>appareil photo</translation>
    </message>
    <message>
        <source>cannon</source>
        <translation>canon</translation>
    </message>
    <message>
        <source>car</source>
        <translation>voiture</translation>
    </message>
    <message>
        <source>cash register</source>
        <translation>caisse enregistreuse</translation>
    </message>
    <message>
        <source>castanets</source>
        <translation>castagnettes</translation>
    </message>
    <message>
        <source>cat</source>
        <translation>chat</translation>
    </message>
    <message>
        <source>cello</source>
        <translation>violoncelle</translation>
    </message>
    <message>
        <source>chain saw</source>
        <translation>tronçonneuse</translation>
    </message>
    <message>
        <source>chime</source>
        <translation>carillon</translation>
    </message>
    <message>
        <source>church bell</source>
        <translation>cloche d’église</translation>
    </message>
    <message>
        <source>clarinet</source>
        <translation>clarinette</translation>
    </message>
    <message>
        <source>clavichord</source>
        <translation>clavicorde</translation>
    </message>
    <message>
        <source>clock</source>
        <translation>horloge</translation>
    </message>
    <message>
        <source>concertina</source>
        <translation>concertina</translation>
    </message>
    <message>
        <source>cow</source>
        <translation>vache</translation>
    </message>
    <message>
        <source>cricket</source>
        <translation>grillon</translation>
    </message>
    <message>
        <source>didgeridoo</source>
        <translation>didgeridoo</translation>
    </message>
    <message>
        <source>dog</source>
        <translation>chien</translation>
    </message>
    <message>
        <source>donkey</source>
        <translation>âne</translation>
    </message>
    <message>
        <source>door</source>
        <translation>porte</translation>
    </message>
    <message>
        <source>double bass</source>
        <translation>contrebasse</translation>
    </message>
    <message>
        <source>drums</source>
        <translation>batterie</translation>
    </message>
    <message>
        <source>duck</source>
        <translation>canard</translation>
    </message>
    <message>
        <source>electric fan</source>
        <translation>ventilateur</translation>
    </message>
    <message>
        <source>electric guitar</source>
        <translation>guitare électrique</translation>
    </message>
    <message>
        <source>elephant</source>
        <translation>éléphant</translation>
    </message>
    <message>
        <source>euphonium</source>
        <translation>euphonium</translation>
    </message>
    <message>
        <source>fire</source>
        <translation>feu</translation>
    </message>
    <message>
        <source>fire engine</source>
        <translation>camion de pompiers</translation>
    </message>
    <message>
        <source>flute</source>
        <translation>flûte</translation>
    </message>
    <message>
        <source>fly</source>
        <translation>mouche</translation>
    </message>
    <message>
        <source>fountain</source>
        <translation>fontaine</translation>
    </message>
    <message>
        <source>french horn</source>
        <translation>cor d’harmonie</translation>
    </message>
    <message>
        <source>frog</source>
        <translation>grenouille</translation>
    </message>
    <message>
        <source>frying pan</source>
        <translation>poêle</translation>
    </message>
    <message>
        <source>glass</source>
        <translation>verre</translation>
    </message>
    <message>
        <source>goat</source>
        <translation>chèvre</translation>
    </message>
    <message>
        <source>gong</source>
        <translation>gong</translation>
    </message>
    <message>
        <source>goose</source>
        <translation>oie</translation>
    </message>
    <message>
        <source>gramophone</source>
        <translation>gramophone</translation>
    </message>
    <message>
        <source>guiro</source>
        <translation>güiro</translation>
    </message>
    <message>
        <source>guitar</source>
        <translation>guitare</translation>
    </message>
    <message>
        <source>gun</source>
        <translation>arme à feu</translation>
    </message>
    <message>
        <source>hair dryer</source>
        <translation>sèche-cheveux</translation>
    </message>
    <message>
        <source>hammer</source>
        <translation>marteau</translation>
    </message>
    <message>
        <source>harmonica</source>
        <translation>harmonica</translation>
    </message>
    <message>
        <source>harp</source>
        <translation>harpe</translation>
    </message>
    <message>
        <source>helicopter</source>
        <translation>hélicoptère</translation>
    </message>
    <message>
        <source>hen</source>
        <translation>poule</translation>
    </message>
    <message>
        <source>horse</source>
        <translation>cheval</translation>
    </message>
    <message>
        <source>kettle</source>
        <translation>bouilloire</translation>
    </message>
    <message>
        <source>knife</source>
        <translation>couteau</translation>
    </message>
    <message>
        <source>laptop keyboard</source>
        <translation>clavier d’ordinateur</translation>
    </message>
    <message>
        <source>lawn mower</source>
        <translation>tondeuse à gazon</translation>
    </message>
    <message>
        <source>lion</source>
        <translation>lion</translation>
    </message>
    <message>
        <source>loudspeaker</source>
        <translation>haut-parleur</translation>
    </message>
    <message>
        <source>mandolin</source>
        <translation>mandoline</translation>
    </message>
    <message>
        <source>maracas</source>
        <translation>maracas</translation>
    </message>
    <message>
        <source>metronome</source>
        <translation>métronome</translation>
    </message>
    <message>
        <source>microwave</source>
        <translation>four à micro-ondes</translation>
    </message>
    <message>
        <source>monkey</source>
        <translation>singe</translation>
    </message>
    <message>
        <source>motorboat</source>
        <translation>bateau à moteur</translation>
    </message>
    <message>
        <source>motorcycle</source>
        <translation>moto</translation>
    </message>
    <message>
        <source>oboe</source>
        <translation>hautbois</translation>
    </message>
    <message>
        <source>ocarina</source>
        <translation>ocarina</translation>
    </message>
    <message>
        <source>organ</source>
        <translation>orgue</translation>
    </message>
    <message>
        <source>owl</source>
        <translation>hibou</translation>
    </message>
    <message>
        <source>panpipe</source>
        <translation>flûte de Pan</translation>
    </message>
    <message>
        <source>paper</source>
        <translation>papier</translation>
    </message>
    <message>
        <source>parrot</source>
        <translation>perroquet</translation>
    </message>
    <message>
        <source>person</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>person speaking</source>
        <translation>personne qui parle</translation>
    </message>
    <message>
        <source>piano</source>
        <translation>piano</translation>
    </message>
    <message>
        <source>pig</source>
        <translation>cochon</translation>
    </message>
    <message>
        <source>police car</source>
        <translation>voiture de police</translation>
    </message>
    <message>
        <source>power drill</source>
        <translation>perceuse</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>imprimante</translation>
    </message>
    <message>
        <source>rodent</source>
        <translation>rongeur</translation>
    </message>
    <message>
        <source>rooster</source>
        <translation>coq</translation>
    </message>
    <message>
        <source>saw</source>
        <translation>scie</translation>
    </message>
    <message>
        <source>saxophone</source>
        <translation>saxophone</translation>
    </message>
    <message>
        <source>sewing machine</source>
        <translation>machine à coudre</translation>
    </message>
    <message>
        <source>sheep</source>
        <translation>mouton</translation>
    </message>
    <message>
        <source>ship</source>
        <translation>navire</translation>
    </message>
    <message>
        <source>singing</source>
        <translation>chant</translation>
    </message>
    <message>
        <source>sitar</source>
        <translation>sitar</translation>
    </message>
    <message>
        <source>snake</source>
        <translation>serpent</translation>
    </message>
    <message>
        <source>steel drum</source>
        <translation>steel-drum</translation>
    </message>
    <message>
        <source>tabla</source>
        <translation>tabla</translation>
    </message>
    <message>
        <source>tambourine</source>
        <translation>tambourin</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>téléphone</translation>
    </message>
    <message>
        <source>tennis</source>
        <translation>tennis</translation>
    </message>
    <message>
        <source>tiger</source>
        <translation>tigre</translation>
    </message>
    <message>
        <source>toilet</source>
        <translation>toilettes</translation>
    </message>
    <message>
        <source>tractor</source>
        <translation>tracteur</translation>
    </message>
    <message>
        <source>train</source>
        <translation>train</translation>
    </message>
    <message>
        <source>trombone</source>
        <translation>trombone</translation>
    </message>
    <message>
        <source>truck</source>
        <translation>camion</translation>
    </message>
    <message>
        <source>trumpet</source>
        <translation>trompette</translation>
    </message>
    <message>
        <source>tuba</source>
        <translation>tuba</translation>
    </message>
    <message>
        <source>typewriter</source>
        <translation>machine à écrire</translation>
    </message>
    <message>
        <source>vacuum cleaner</source>
        <translation>aspirateur</translation>
    </message>
    <message>
        <source>violin</source>
        <translation>violon</translation>
    </message>
    <message>
        <source>washing machine</source>
        <translation>machine à laver</translation>
    </message>
    <message>
        <source>water</source>
        <translation>eau</translation>
    </message>
    <message>
        <source>water tap</source>
        <translation>robinet</translation>
    </message>
    <message>
        <source>waves</source>
        <translation>vagues</translation>
    </message>
    <message>
        <source>whale</source>
        <translation>baleine</translation>
    </message>
    <message>
        <source>whistle</source>
        <translation>sifflet</translation>
    </message>
    <message>
        <source>wolf</source>
        <translation>loup</translation>
    </message>
    <message>
        <source>xylophone</source>
        <translation>xylophone</translation>
    </message>
    <message>
        <source>{title}: {text}</source>
        <translation>{title}&#xa0;: {text}</translation>
    </message>
</context>
</TS>
