CREATE DATABASE prefect OWNER sagsklar;
